/** Cold cells as suites write them. */
import { z } from 'zod'
import { COLD, type Cold, KIB } from '../../engines/contract/index.js'
import { strict } from '../cell/checked.js'
import type { PageSize } from '../cell/domain.js'
import { modeSchema, pageSizesSchema, sizeSchema } from '../cell/suite-fields.js'

/** What each kind is measured with unless an entry says otherwise. */
const DEFAULTS: Record<Cold, { size: number; pageSizes: PageSize[] }> = {
  tables: { size: 4 * KIB, pageSizes: ['4K'] },
  'late-unmap': { size: 64 * KIB, pageSizes: ['4K'] },
  'first-map': { size: 4 * KIB, pageSizes: ['4K', '2M'] },
}

export const coldSchema = strict({
  kind: z.enum(COLD),
  size: sizeSchema.optional(),
  pageSizes: pageSizesSchema.optional(),
  mode: modeSchema,
  /** `tables` alone: bytes of leaf tables, 64M by default. */
  tableBytes: sizeSchema.optional(),
})
  .refine(({ kind, tableBytes }) => tableBytes === undefined || kind === 'tables', {
    error: 'has tableBytes, which goes with kind tables alone',
  })
  .transform(({ kind, pageSizes, size, ...others }) => ({
    kind,
    bufferBytes: size ?? DEFAULTS[kind].size,
    pageSizes: pageSizes ?? DEFAULTS[kind].pageSizes,
    ...others,
  }))
export type ColdOptions = z.output<typeof coldSchema>
