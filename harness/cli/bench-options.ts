import { z } from 'zod'
import { InputError } from '../../engines/contract/index.js'
import { nameList } from '../terminal/name-list.js'
import { parseOptions } from '../terminal/parse-options.js'

const positive = (what: string) =>
  z.coerce.number({ error: `is not ${what}` }).positive(`is not ${what} above 0`)

/** What `npm run bench` takes, as commander hands it over. */
export const benchOptionsSchema = z.object({
  suite: z.string().optional(),
  kernel: z.array(z.string()).default([]),
  patch: z.array(z.string()).default([]),
  format: nameList,
  engine: nameList,
  cell: nameList,
  time: positive('a number of seconds').optional(),
  generations: positive('a number').int('is not a whole number').optional(),
  countTiers: z.boolean().default(false),
  checkAgain: z.boolean().default(false),
  wait: z.boolean().default(false),
  precision: z
    .undefined({
      error:
        'is no option any more: a run lasts as long as --time says, and more time narrows the intervals',
    })
    .optional(),
  seed: z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(2 ** 32 - 1, 'is above 4294967295'),
  out: z.string().optional(),
  save: z.string().optional(),
  baseline: z.string().optional(),
  resume: z.string().optional(),
  tape: z.string().optional(),
  instructions: z.boolean().optional(),
  hangTimeout: positive('a number of seconds'),
  json: z.boolean().default(false),
  open: z.boolean().default(false),
  quiet: z.boolean().default(false),
  verbose: z.boolean().default(false),
  plan: z.boolean().default(false),
  list: z.boolean().default(false),
  host: z.boolean().default(false),
})
export type BenchOptions = z.infer<typeof benchOptionsSchema>

/** @throws InputError naming the option, its value and what is wrong with it. */
export function parseBenchOptions(raw: Record<string, unknown>): BenchOptions {
  const options = parseOptions(benchOptionsSchema, raw)
  const [patch] = options.patch
  if (patch !== undefined && options.kernel.length === 0) {
    throw new InputError(`--patch ${patch}: name the tree that it is for with --kernel`)
  }
  const [format] = options.format
  if (format !== undefined && options.kernel.length === 0) {
    throw new InputError(
      `--format ${format}: formats are those of a kernel tree, named with --kernel; --engine SHAPE@FORMAT names those of other tiers`,
    )
  }
  return options
}
