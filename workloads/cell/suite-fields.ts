/** Fields that entries of suites share. */
import { z } from 'zod'
import { MODES, parseSize } from '../../engines/contract/index.js'
import { PAGE_SIZES, parsePageSizes } from './domain.js'

/** What `read` makes of a text; where that is `undefined`, the text is at fault and `message` says how. */
export function textSchema<T>(read: (text: string) => T | undefined, message: string) {
  return z.string().transform((text, context): T => {
    const value = read(text)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

/** `64K`, as bytes. */
export const sizeSchema = textSchema(parseSize, 'is no size; write 4K, 2M, 1G or plain bytes')

/** `4K+2M`, as page sizes. */
export const pageSizesSchema = textSchema(
  parsePageSizes,
  `names no page sizes; join some of ${PAGE_SIZES.join(', ')} by +, as in 4K+2M`,
)

/** How a cell's domain invalidates and walks. */
export const modeSchema = z.enum(MODES).default('coherent-strict')

/** A name that is part of ids. */
export const nameSchema = z
  .string()
  .regex(/^[\w.-]+$/, { error: 'is no name; use letters, digits, ".", "_", "-"' })
