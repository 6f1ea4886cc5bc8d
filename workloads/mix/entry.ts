/** A mix as suites write it. */
import { z } from 'zod'
import { strict } from '../cell/checked.js'
import { modeSchema, nameSchema, pageSizesSchema, sizeSchema } from '../cell/suite-fields.js'
import type { BufferOptions } from './buffers.js'
import { LIFETIMES } from './lifetime.js'

const bufferSchema = strict({
  size: sizeSchema.optional(),
  /** Pages one by one, `14x2M+3x1G+3x2M`, instead of a size. */
  pages: z.string().optional(),
  weight: z.number().positive({ error: 'is not above 0' }).default(1),
}).transform(({ size, pages, weight }, context): BufferOptions => {
  if (size !== undefined && pages === undefined) return { size, weight }
  if (pages !== undefined && size === undefined) return { pages, weight }
  context.addIssue({ code: 'custom', message: 'needs either size or pages' })
  return z.NEVER
})

export const mixSchema = strict({
  name: nameSchema,
  buffers: z.array(bufferSchema).min(1, { error: 'is empty; name a size, such as 64K' }),
  lifetime: z.enum(LIFETIMES),
  /** Buffers mapped at once. */
  live: z.int().min(1, { error: 'is below 1' }).max(65536, { error: 'is above 65536' }),
  /** Pairs of an unmap and a map in the timed phase. */
  operations: z.int().min(1, { error: 'is below 1' }).max(1_000_000, { error: 'is above 1000000' }),
  pageSizes: pageSizesSchema.prefault('4K'),
  mode: modeSchema,
  seed: z.int().min(0, { error: 'is below 0' }).default(1),
})
export type MixOptions = z.output<typeof mixSchema>
