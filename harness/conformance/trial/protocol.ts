/** The process that verifies engines: what it is asked, and what it answers. */
import { z } from 'zod'
import { descriptionSchema, indexSchema, semanticsSchema } from '../../engine/schemas.js'

const reason = z.string()

export const CONFORMANCE = {
  module: new URL('../process.js', import.meta.url),
  messages: {
    /** Loads an engine in place of the last: a built-in one by its id, one of the user's own by its file's path. */
    open: { request: z.strictObject({ engine: z.string() }), answer: descriptionSchema },
    /** What the open engine declares. */
    declared: { request: z.strictObject({}), answer: semanticsSchema },
    /** Runs one case of the suite, by its name. */
    case: {
      request: z.strictObject({ name: z.string() }),
      answer: z.discriminatedUnion('status', [
        z.strictObject({ status: z.literal('passed') }),
        z.strictObject({ status: z.literal('failed'), reason }),
        z.strictObject({ status: z.literal('not-applicable'), reason }),
      ]),
    },
    /** Runs random operations, against the model. */
    random: {
      request: z.strictObject({ operations: indexSchema.min(1), seed: z.number().int() }),
      answer: z.strictObject({
        /** Operations done. */
        operations: indexSchema,
        /** What went wrong, and the shortest script found that shows it. */
        failure: z.strictObject({ message: z.string(), script: z.string() }).optional(),
      }),
    },
  },
}
export type Conformance = (typeof CONFORMANCE)['messages']
