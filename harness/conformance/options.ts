import { z } from 'zod'
import { nameList } from '../terminal/name-list.js'
import { parseOptions } from '../terminal/parse-options.js'

/** What `npm run verify` takes, as commander hands it over. */
const optionsSchema = z.object({
  engine: nameList,
  kernel: z.array(z.string()).default([]),
  patch: z.array(z.string()).default([]),
  case: z.array(z.string()).default([]),
  runs: z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(0, 'is below 0'),
  seed: z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(2 ** 31 - 1, 'is above 2147483647'),
  hangTimeout: z.coerce
    .number({ error: 'is not a number of seconds' })
    .positive('is not a number of seconds above 0'),
  verbose: z.boolean().default(false),
  json: z.boolean().default(false),
})
export type VerifyCommandOptions = z.infer<typeof optionsSchema>

/** @throws InputError naming the option, its value and what is wrong with it. */
export function parseVerifyOptions(raw: Record<string, unknown>): VerifyCommandOptions {
  return parseOptions(optionsSchema, raw)
}
