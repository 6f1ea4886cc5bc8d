/** What of the engines' contract goes between processes or lies in files, as schemas. Sizes are bytes. */
import { z } from 'zod'
import { INSIDE_BLOCK } from '../../engines/contract/index.js'
import { choicesSchema, opSchema } from '../../results/record/index.js'

export const indexSchema = z.number().int().nonnegative()

const bytesColumn = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const errorColumn = z.custom<Int8Array>((value) => value instanceof Int8Array)
const doublesColumn = z.custom<Float64Array>((value) => value instanceof Float64Array)

export const domainSchema = z.strictObject({
  ias: indexSchema,
  oas: indexSchema,
  pgsizeBitmap: indexSchema,
  coherent: z.boolean(),
  strict: z.boolean(),
  maxTables: indexSchema.optional(),
})

export const tapeSchema = z.strictObject({
  phases: z.array(
    z.strictObject({
      op: opSchema,
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

export const semanticsSchema = z.strictObject({
  coveredTable: z.enum(['dropped', 'cleared']),
  insideBlock: z.enum(INSIDE_BLOCK),
  blockOverTable: z.enum(['replaced', 'replaced-if-empty']),
})

/** What an engine says of itself. */
export const descriptionSchema = z.strictObject({
  id: z.string(),
  tier: z.string(),
  shape: z.string(),
  format: z.string(),
  summary: z.string(),
  semantics: semanticsSchema,
  choices: z.strictObject(choicesSchema.shape).optional(),
  coherentOnly: z.string().optional(),
  timesItself: z.boolean(),
})
export type EngineDescription = z.output<typeof descriptionSchema>
