/** A sweep as suites write it: lists for every dimension, and their product. */
import { z } from 'zod'
import { ALIGNMENTS, formatSize, MODES, parseSize } from '../../engines/contract/index.js'
import { strict } from '../cell/checked.js'
import { bytesOf, type Piece, parsePieces, piecesLabel, repeated } from '../cell/pieces.js'
import { pageSizesSchema, textSchema } from '../cell/suite-fields.js'
import type { SweepOptions } from './options.js'

/** `64K`, as bytes; or a scatter list of its own, `3x1M+5x64K+7x4K`. */
const bufferSchema = textSchema((text): { bytes: number; segments?: Piece[] } | undefined => {
  const bytes = parseSize(text)
  if (bytes !== undefined) return { bytes }
  const pieces = parsePieces(text)
  return pieces && { bytes: bytesOf(pieces), segments: repeated(pieces) }
}, 'is no size; write 4K, 2M, 1G or plain bytes, or a scatter list, such as 3x1M+5x64K+7x4K')

const segmentSchema = textSchema((text) => {
  if (text === 'none') return text
  const pieces = parsePieces(text)
  return pieces && repeated(pieces)
}, 'is no segment size; write none, a size such as 16K, or a list such as 3x1M+5x64K+7x4K')

export const sweepSchema = strict({
  /** Of buffers, or scatter lists that are a buffer each: for them no `segments` are named. */
  sizes: z.array(bufferSchema).min(1, { error: 'is empty; name a buffer size, such as 64K' }),
  /** Each as ids write it: `4K+2M`. */
  pageSizes: z
    .array(pageSizesSchema)
    .min(1, { error: 'is empty; name page sizes, such as 4K+2M' })
    .prefault(['4K']),
  alignments: z
    .array(z.enum(ALIGNMENTS))
    .min(1, { error: 'is empty; name an alignment, such as aligned' })
    .default(['aligned']),
  /** Sizes of a segment, or lists of them, again and again; `none` for contiguous memory. */
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
}).superRefine(({ segments, sizes }, context) => {
  const own = sizes.findIndex((size) => size.segments !== undefined)
  if (own < 0 || segments.every((segment) => segment === 'none')) return
  const message = 'is a scatter list of its own; leave out segments, or name its size alone'
  context.addIssue({ code: 'custom', path: ['sizes', own], message })
})
export type SweepEntry = z.output<typeof sweepSchema>

/**
 * Every combination of an entry's lists that can be made, sizes changing first, with its place in
 * the entry. Segments that are larger than the buffer, or do not divide it, are left out.
 */
export function sweepProduct(entry: SweepEntry): Array<{ place: string; options: SweepOptions }> {
  return entry.modes.flatMap((mode) =>
    entry.segments.flatMap((segment) =>
      entry.alignments.flatMap((alignment) =>
        entry.pageSizes.flatMap((pageSizes) =>
          entry.sizes.flatMap((size, which) => {
            const segments = segment === 'none' ? size.segments : segment
            if (segments !== undefined && size.bytes % bytesOf(segments) !== 0) return []
            const options = {
              bufferBytes: size.bytes,
              pageSizes,
              alignment,
              mode,
              ...(segments && { segments }),
              ...(entry.mapped === 'by-page' && { mappedByPage: true }),
            }
            return [{ place: `sizes[${which}]`, options }]
          }),
        ),
      ),
    ),
  )
}

/** Why an entry may make no cell: `16K divides no buffer`. */
export function noneDivides({ segments }: SweepEntry): string {
  const lists = segments.flatMap((pieces) => (pieces === 'none' ? [] : [pieces]))
  const words = lists.map((pieces) => {
    const [label, size] = [piecesLabel(pieces), formatSize(bytesOf(pieces))]
    return label === size ? label : `${label}, ${size} in all,`
  })
  return `${words.join(' or ')} divides no buffer`
}
