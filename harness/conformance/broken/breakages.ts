import { BAD_ARGUMENTS } from './bad-arguments.js'
import type { Breakages } from './break.js'
import { FALSE_DECLARATIONS } from './false-declarations.js'
import { FALSE_REPORTS } from './false-reports.js'
import { NO_ROLLBACK } from './no-rollback.js'
import { WRONG_ORDER } from './wrong-order.js'
import { WRONG_RANGE_GATHER } from './wrong-range-gather.js'
import { WRONG_RUNS } from './wrong-runs.js'
import { WRONG_TRANSLATIONS } from './wrong-translations.js'

export { brokenEngine } from './break.js'

/** Everything that the suite is known to notice. */
export const BREAKAGES: Breakages = {
  ...WRONG_TRANSLATIONS,
  ...BAD_ARGUMENTS,
  ...NO_ROLLBACK,
  ...FALSE_DECLARATIONS,
  ...FALSE_REPORTS,
  ...WRONG_ORDER,
  ...WRONG_RANGE_GATHER,
  ...WRONG_RUNS,
}
