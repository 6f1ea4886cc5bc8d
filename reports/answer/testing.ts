/** What tests of the answer share. */
import { analyse } from '../../results/analysis/index.js'
import {
  EVERY_CELL,
  type SyntheticOptions,
  syntheticResult,
} from '../../results/fixtures/synthetic.js'
import { type TimeAt, withTimes } from '../../results/fixtures/times.js'
import { type Screen, screenOf } from './index.js'

/** All rows take 1000 ns, but these `factor` of it. */
export function timed(
  factor: (at: TimeAt) => number,
  options: SyntheticOptions = { extent: 'all' },
): Screen {
  return screenOf(analyse(withTimes(syntheticResult(options), (at) => 1000 * factor(at))))
}

/** Every call shape, in the cells of these ids alone. */
export const only = (...ids: string[]): SyntheticOptions => ({
  extent: 'all',
  withoutCells: EVERY_CELL.filter((id) => !ids.includes(id)),
})
