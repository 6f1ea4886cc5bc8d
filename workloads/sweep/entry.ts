/** A sweep as suites write it: lists for every dimension, and their product. */
import { z } from 'zod'
import { ALIGNMENTS, MODES, parseSize } from '../../engines/contract/index.js'
import { strict } from '../cell/checked.js'
import { pageSizesSchema, sizeSchema } from '../cell/suite-fields.js'
import type { SweepOptions } from './options.js'

const segmentSchema = z.string().transform((text, context) => {
  const bytes = text === 'none' ? text : parseSize(text)
  if (bytes !== undefined) return bytes
  context.addIssue({ code: 'custom', message: 'is no segment size; write none, 4K, 16K or 64K' })
  return z.NEVER
})

export const sweepSchema = strict({
  sizes: z.array(sizeSchema).min(1, { error: 'is empty; name a buffer size, such as 64K' }),
  /** Each as ids write it: `4K+2M`. */
  pageSizes: z
    .array(pageSizesSchema)
    .min(1, { error: 'is empty; name page sizes, such as 4K+2M' })
    .prefault(['4K']),
  alignments: z
    .array(z.enum(ALIGNMENTS))
    .min(1, { error: 'is empty; name an alignment, such as aligned' })
    .default(['aligned']),
  /** Sizes of a segment; `none` for contiguous memory. */
  segments: z
    .array(segmentSchema)
    .min(1, { error: 'is empty; name a segment size, or none' })
    .default(['none']),
  modes: z
    .array(z.enum(MODES))
    .min(1, { error: 'is empty; name a mode, such as coherent-strict' })
    .default(['coherent-strict']),
  /**
   * `by-page`: every call shape maps the buffers by the same calls, 4K at a time, and unmaps each as
   * one. Compared with `as-one`, it shows what the caches still hold decides.
   */
  mapped: z.enum(['as-one', 'by-page']).default('as-one'),
})
export type SweepEntry = z.output<typeof sweepSchema>

/**
 * Every combination of an entry's lists that can be made, sizes changing first, with its place in
 * the entry. A segment that is larger than the buffer, or does not divide it, is left out.
 */
export function sweepProduct(entry: SweepEntry): Array<{ place: string; options: SweepOptions }> {
  return entry.modes.flatMap((mode) =>
    entry.segments.flatMap((segment) =>
      entry.alignments.flatMap((alignment) =>
        entry.pageSizes.flatMap((pageSizes) =>
          entry.sizes.flatMap((bufferBytes, which) => {
            if (segment !== 'none' && !isPossible(segment, bufferBytes)) return []
            const options = {
              bufferBytes,
              pageSizes,
              alignment,
              mode,
              ...(segment !== 'none' && { segmentBytes: segment }),
              ...(entry.mapped === 'by-page' && { mappedByPage: true }),
            }
            return [{ place: `sizes[${which}]`, options }]
          }),
        ),
      ),
    ),
  )
}

/** Whether a buffer can be made of such segments; sizes that are wrong in themselves are for the cell to refuse. */
function isPossible(segment: number, bufferBytes: number): boolean {
  return segment === 0 || bufferBytes % segment === 0
}
