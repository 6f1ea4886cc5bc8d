/** Fields that entries of suites share. */
import { z } from 'zod'
import { MODES, parseSize } from '../../engines/contract/index.js'
import { PAGE_SIZES, parsePageSizes } from './domain.js'

/** `64K`, as bytes. */
export const sizeSchema = z.string().transform((text, context) => {
  const bytes = parseSize(text)
  if (bytes !== undefined) return bytes
  context.addIssue({ code: 'custom', message: 'is no size; write 4K, 2M, 1G or plain bytes' })
  return z.NEVER
})

/** `4K+2M`, as page sizes. */
export const pageSizesSchema = z.string().transform((text, context) => {
  const pageSizes = parsePageSizes(text)
  if (pageSizes !== undefined) return pageSizes
  const message = `names no page sizes; join some of ${PAGE_SIZES.join(', ')} by +, as in 4K+2M`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** How a cell's domain invalidates and walks. */
export const modeSchema = z.enum(MODES).default('coherent-strict')

/** A name that is part of ids. */
export const nameSchema = z
  .string()
  .regex(/^[\w.-]+$/, { error: 'is no name; use letters, digits, ".", "_", "-"' })
