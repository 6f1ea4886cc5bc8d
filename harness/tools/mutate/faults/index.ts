/** The faults, fixed before tests are changed for them. One file a subject. */

import { CORE } from './core.js'
import { CORE_IN_C } from './core-in-c.js'
import { COUNTERS } from './counters.js'
import type { Fault } from './fault.js'
import { GATE } from './gate.js'
import { REPORTS } from './reports.js'
import { STATISTICS } from './statistics.js'
import { TABLE } from './table.js'
import { TABLE_IN_C } from './table-in-c.js'
import { TIMED } from './timed-in-c.js'
import { TRACES } from './traces.js'
import { VERDICTS } from './verdicts.js'

export { type Fault, planted } from './fault.js'

export const FAULTS: readonly Fault[] = [
  ...TABLE,
  ...CORE,
  ...COUNTERS,
  ...TABLE_IN_C,
  ...CORE_IN_C,
  ...TIMED,
  ...GATE,
  ...STATISTICS,
  ...VERDICTS,
  ...TRACES,
  ...REPORTS,
]
