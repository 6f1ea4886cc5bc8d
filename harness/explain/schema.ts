/** The JSON form of `npm run explain -- --json`. */
import { z } from 'zod'
import { COUNTER_NAMES } from '../../engines/index.js'
import { piecesLabel } from '../../workloads/index.js'
import type { Buffer } from './buffer.js'
import { eventSchema } from './event.js'
import type { Explained } from './explain.js'

const bytes = z.int().min(0)
const count = z.int().min(0)

export const explanationSchema = z.strictObject({
  schema: z.literal('unmap-bench/explanation'),
  version: z.literal(1),
  buffer: z.strictObject({
    size: bytes,
    iova: bytes,
    paddr: bytes,
    /**
     * Bytes of each piece of a scatter list, or the list that its pieces follow, `3x1M+5x64K`; `null`
     * where memory lies together.
     */
    pieces: z.union([bytes, z.string()]).nullable(),
    pgsizeBitmap: bytes,
    coherent: z.boolean(),
    strict: z.boolean(),
  }),
  operations: z
    .array(
      z.strictObject({
        engine: z.string(),
        op: z.enum(['map', 'unmap']),
        /** Bytes mapped or unmapped. */
        bytes,
        /** A negated errno; 0 where there was none. */
        error: z.int().max(0),
        counts: z.partialRecord(z.enum(COUNTER_NAMES), count),
        /** In the steady state, where requested. */
        instructions: z.number().min(0).optional(),
        events: z.array(eventSchema),
      }),
    )
    .min(1),
})
export type Explanation = z.infer<typeof explanationSchema>

/** Operations on a buffer in JSON form, checked. */
export function explanationOf(buffer: Buffer, operations: readonly Explained[]): Explanation {
  const { domain, iova, paddr, size } = buffer
  const { coherent, pgsizeBitmap, strict } = domain
  return explanationSchema.parse({
    schema: 'unmap-bench/explanation',
    version: 1,
    buffer: { size, iova, paddr, pieces: piecesOf(buffer), pgsizeBitmap, coherent, strict },
    operations: operations.map(({ engine, ...operation }) => ({
      engine: engine.id,
      ...operation,
    })),
  } satisfies Explanation)
}

function piecesOf({ pieces }: Buffer): Explanation['buffer']['pieces'] {
  if (pieces === undefined) return null
  return pieces.length === 1 ? pieces[0].bytes : piecesLabel(pieces)
}
