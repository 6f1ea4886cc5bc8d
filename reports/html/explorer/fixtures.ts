/** What the explorer shows of analyses that the tests of reports use. */
import type { Analysis } from '../../../results/analysis/index.js'
import { screenOf } from '../../answer/index.js'
import { explorerData } from './build.js'
import type { ExplorerData } from './data.js'

export function dataOf(analysis: Analysis): ExplorerData {
  return explorerData(analysis, screenOf(analysis))
}
