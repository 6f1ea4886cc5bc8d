/** The process that explains an engine: what it is asked, and what it answers. */
import { z } from 'zod'
import { countsSchema } from '../../engines/schemas/index.js'
import { domainSchema, indexSchema } from '../engine/schemas.js'
import { eventSchema } from './event.js'

const bufferSchema = z.strictObject({
  size: indexSchema,
  iova: indexSchema,
  paddr: indexSchema,
  pieces: z
    .array(z.strictObject({ bytes: indexSchema, count: indexSchema }))
    .readonly()
    .optional(),
  domain: domainSchema,
})

const operationSchema = z.strictObject({
  bytes: indexSchema,
  error: z.int().max(0),
  events: z.array(eventSchema),
  counts: countsSchema,
})

export const EXPLAINING = {
  module: new URL('./process.js', import.meta.url),
  messages: {
    /** Maps and unmaps a buffer with an engine: a built-in one by its id, one of the user's own by its file's path. */
    explain: {
      request: z.strictObject({ engine: z.string(), buffer: bufferSchema }),
      answer: z.union([
        z.strictObject({ map: operationSchema, unmap: operationSchema }),
        /** Why it cannot be explained. */
        z.strictObject({ refused: z.string() }),
      ]),
    },
  },
}
export type Explaining = (typeof EXPLAINING)['messages']
