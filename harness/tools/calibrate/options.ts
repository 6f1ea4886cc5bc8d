/** What `npm run calibrate` measures, or takes, and where it goes. */
import { z } from 'zod'
import { wholeNumber } from '../../terminal/parse-options.js'

export const calibrateOptionsSchema = z.object({
  /** Families measured with nothing else running, and with `busy` processes beside. */
  families: wholeNumber(0),
  busyFamilies: wholeNumber(0),
  busy: wholeNumber(1),
  /** Fresh processes of each family. */
  generations: wholeNumber(3),
  /** Fresh processes that have rows run alone and among others. */
  crossTalk: wholeNumber(0),
  /** Full repeats of the quick suite. */
  repeats: wholeNumber(0),
  /** Whether one family is measured, and many are drawn from it. */
  short: z.boolean().default(false),
  /** The folder that measured runs are saved in; a temporary one where absent. */
  keep: z.string().optional(),
  /** A folder of measured runs, to score and measure nothing. */
  from: z.string().optional(),
  /** The folder of the pages; docs where absent. */
  out: z.string().optional(),
})
export type CalibrateOptions = z.infer<typeof calibrateOptionsSchema>
