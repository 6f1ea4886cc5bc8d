import { median } from '../../../../results/analysis/stats/index.js'
import type { Op } from '../../../../results/record/index.js'

/**
 * Turns in a row. What others pushed out is back by the third cycle (docs/calibration.md), and the last
 * turn stands a dozen cycles and half a millisecond behind them.
 */
export const TURNS = 4

/** ln(time alone / time among others), by direction. */
export type Apart = Partial<Record<Op, number>>

/** What one process says of a row, from its turns one after another, round by round: the median over the rounds. */
export function apartIn(turns: Partial<Record<Op, readonly number[]>>): Apart {
  return Object.fromEntries(
    Object.entries(turns).map(([op, ns]) => {
      const rounds = Array.from({ length: ns.length / TURNS }, (_, round) =>
        Math.log(ns[(round + 1) * TURNS - 1] / ns[round * TURNS]),
      )
      return [op, median(rounds) ?? Number.NaN]
    }),
  )
}
