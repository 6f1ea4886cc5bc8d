/**
 * What of the engines' contract goes between processes: an unknown field is an error, since parent
 * and worker are of one build. Sizes are bytes.
 */
import { z } from 'zod'
import * as contract from '../../engines/schemas/index.js'

export const indexSchema = z.number().int().nonnegative()

const bytesColumn = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const errorColumn = z.custom<Int8Array>((value) => value instanceof Int8Array)
const doublesColumn = z.custom<Float64Array>((value) => value instanceof Float64Array)

export const domainSchema = contract.domainSchema.strict()
export const semanticsSchema = contract.semanticsSchema.strict()

export const tapeSchema = z.strictObject({
  phases: z.array(
    z.strictObject({
      op: contract.opSchema,
      timed: z.boolean(),
      from: indexSchema,
      to: indexSchema,
      evictBytes: indexSchema.optional(),
    }),
  ),
  op: bytesColumn,
  iova: doublesColumn,
  paddr: doublesColumn,
  size: doublesColumn,
  continues: bytesColumn,
  error: errorColumn,
})

/** What an engine says of itself. */
export const descriptionSchema = z.strictObject({
  id: z.string(),
  tier: z.string(),
  shape: z.string(),
  format: z.string(),
  summary: z.string(),
  semantics: semanticsSchema,
  choices: contract.choicesSchema.strict().optional(),
  coherentOnly: z.string().optional(),
  timesItself: z.boolean(),
})
export type EngineDescription = z.output<typeof descriptionSchema>
