/** The process that looks into a module of the user's own: what it is asked, and what it answers. */
import { z } from 'zod'
import { geometrySchema } from './format-schema.js'
import { descriptionSchema } from './schemas.js'

export const LISTING = {
  module: new URL('./process.js', import.meta.url),
  messages: {
    /** Loads a module by its path. */
    list: {
      request: z.strictObject({ path: z.string() }),
      answer: z.strictObject({
        engines: z.array(z.strictObject({ reference: z.string(), description: descriptionSchema })),
        /** What they are over, where the module brings it. */
        format: geometrySchema.strict().optional(),
      }),
    },
  },
}
export type Listing = (typeof LISTING)['messages']
