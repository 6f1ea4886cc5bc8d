/**
 * Whether what a map leaves in the caches has a part in what unmap gains: the same buffer, unmapped
 * after each call shape's own map, and after one that is the same for all of them.
 */

import { type CellResult, segmentsIn } from '../../record/index.js'
import { type Interval, judgeRatio, type Ratio } from '../ratios/judge.js'
import { floorIn } from '../ratios/noise.js'
import type { Pairs } from '../ratios/pairs.js'
import { differenceOf, intervalOf } from '../stats/index.js'
import type { Pending } from './pending.js'

/** Whether what a map leaves in the caches has a part in what unmap gains. */
export interface CommonMap {
  /** The cell whose buffers all call shapes map alike, and its like, that each maps in its own way. */
  cell: string
  like: string
  row: string
  /** Unmap's speed-ups in the two cells. */
  common: Interval
  own: Interval
  /** Own over common. */
  judged: Ratio
}

/**
 * Every call shape whose calls differ from the baseline's, in every cell that has its like: the ratio of
 * its two speed-ups, which share no rounds.
 */
export function pairCommonMaps(pairs: readonly Pairs[]): Array<Pending<CommonMap>> {
  const unmaps = pairs.filter(({ op, row }) => op === 'unmap' && row.role === 'shape')
  return unmaps
    .filter(({ cell }) => cell.workload === 'common-map')
    .flatMap((common) => {
      const own = unmaps.find(({ cell, row }) => row === common.row && isLike(common.cell, cell))
      const [one, other] = [common.speedup, own?.speedup]
      if (own === undefined || one?.sample === undefined || other?.sample === undefined) return []
      if (one.sameCalls || other.sameCalls) return []
      const samples = { common: one.sample, own: other.sample }
      const sample = differenceOf(samples.own, samples.common)
      const judge: Pending<CommonMap>['judge'] = (how, cells) => {
        const floors = [common, own].map(
          ({ cell, row }) => floorIn(cells, cell.id, row.format, 'unmap') ?? 0,
        )
        const judged = judgeRatio({ sample }, how, Math.max(...floors))
        if (judged === undefined) return []
        const ids = { cell: common.cell.id, like: own.cell.id, row: common.row.id }
        const [inCommon, inOwn] = [samples.common, samples.own].map((each) =>
          intervalOf(each, how.level),
        )
        return [{ ...ids, common: inCommon, own: inOwn, judged }]
      }
      return [{ sample, judge }]
    })
}

/** The same buffer in the same mode, mapped as each call shape does. */
function isLike(cell: CellResult, other: CellResult): boolean {
  return (
    other.workload === 'sweep' &&
    other.mode === cell.mode &&
    other.bufferBytes === cell.bufferBytes &&
    other.alignment === cell.alignment &&
    other.pgsizeBitmap === cell.pgsizeBitmap &&
    segmentsIn(other) === undefined
  )
}
