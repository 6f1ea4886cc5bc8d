/** What `npm run calibrate` takes. */
import { z } from 'zod'
import { parseOptions } from '../terminal/parse-options.js'

const whole = (least: number) =>
  z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(least, `is below ${least}`)

const calibrateOptionsSchema = z.object({
  families: whole(0),
  busyFamilies: whole(0),
  generations: whole(3),
  busy: whole(1),
  repeats: whole(0),
  crossTalk: whole(0),
  short: z.boolean().default(false),
  keep: z.string().optional(),
  from: z.string().optional(),
  out: z.string().optional(),
})
export type CalibrateOptions = z.infer<typeof calibrateOptionsSchema>

/** @throws InputError naming the option, its value and what is wrong with it. */
export function parseCalibrateOptions(raw: Record<string, unknown>): CalibrateOptions {
  return parseOptions(calibrateOptionsSchema, raw)
}
