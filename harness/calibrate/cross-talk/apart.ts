import type { Op } from '../../../results/index.js'
import { median } from '../../../results/stats/index.js'
import type { Answer } from '../../worker/protocol.js'

/**
 * Turns in a row. What others pushed out is back by the third cycle (docs/calibration.md), and the last
 * turn stands a dozen cycles and half a millisecond behind them.
 */
export const TURNS = 4

/** ln(time alone / time among others), by direction. */
export type Apart = Partial<Record<Op, number>>

/** What one process says of a row, from its turns: the median over the rounds. */
export function apartIn(turns: Answer<'alone'>[number]): Apart {
  const [among = {}, alone = {}] = [turns[0], turns.at(-1)]
  return Object.fromEntries(
    (Object.keys(alone) as Op[]).map((op) => {
      const rounds = (alone[op] ?? []).map((ns, round) =>
        Math.log(ns / (among[op]?.[round] ?? Number.NaN)),
      )
      return [op, median(rounds) ?? Number.NaN]
    }),
  )
}
