/** What the process of `npm run limits` is asked, and what it answers. */
import { z } from 'zod'
import { opSchema } from '../../../engines/schemas/index.js'
import { domainSchema, indexSchema, tapeSchema } from '../../engine/schemas.js'

const ratio = z.number().positive()

export const rivalrySchema = z.strictObject({
  shape: z.enum(['punt-range', 'per-page']),
  /** The loop that checks each pte before it writes it, or per-page rendered without layers. */
  against: z.enum(['checked-loop', 'plain per-page']),
  bufferBytes: indexSchema,
  /** Buffers side by side. */
  slots: indexSchema,
  /** Times the other's time that tier native promises to stay within; nothing where it shows what layers cost. */
  promised: z.number().optional(),
})
/** A call shape and what it is held against, at one size of buffers. */
export type Rivalry = z.output<typeof rivalrySchema>

export const LIMITS = {
  module: new URL('./process.js', import.meta.url),
  messages: {
    /** Times call shapes of tier ts beside bare loops, all in this one process. */
    bareLoops: {
      request: z.strictObject({
        shapes: z.array(z.string()).min(1),
        domain: domainSchema,
        tape: tapeSchema,
        rounds: indexSchema.min(1),
        seed: indexSchema,
      }),
      /** By call shape and direction: its time over its bare loop's, one ratio a round. */
      answer: z.record(z.string(), z.partialRecord(opSchema, z.array(ratio))),
    },
    /** Times a call shape of tier native beside its rival, in turn. */
    rivals: {
      request: rivalrySchema,
      /** The shape's time over the other's, the median of rounds. */
      answer: z.strictObject({ map: ratio, unmap: ratio }),
    },
  },
}
export type Limits = (typeof LIMITS)['messages']
