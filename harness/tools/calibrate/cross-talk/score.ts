/** Which rows are timed among others as they are alone: an equivalence test, not one of a difference. */

import { type Span, spanOf, trimmedMean } from '../../../../results/analysis/stats/index.js'
import type { Op } from '../../../../results/record/index.js'
import type { ProcessApart } from './file.js'

/** A row is equivalent where the interval of alone over among others lies within this of 1. */
export const WITHIN = 0.02

const LEVEL = 0.95

export interface RowApart {
  cell: string
  row: string
  op: Op
  /** ln(time alone / time among others). */
  apart: Span
  equivalent: boolean
}

/** Every row and direction, over the processes: cells in their order, the worst row of each first. */
export function scoreCrossTalk(processes: readonly ProcessApart[]): RowApart[] {
  const [first = {}] = processes
  return Object.entries(first).flatMap(([cell, rows]) =>
    Object.entries(rows)
      .flatMap(([row, ops]) =>
        (Object.keys(ops) as Op[]).flatMap((op): RowApart[] => {
          const values = processes.flatMap((one) => one[cell]?.[row]?.[op] ?? [])
          const sample = trimmedMean(values)
          if (sample === undefined) return []
          const apart = spanOf(sample, LEVEL)
          return [{ cell, row, op, apart, equivalent: farthest(apart) <= Math.log1p(WITHIN) }]
        }),
      )
      .toSorted((a, b) => farthest(b.apart) - farthest(a.apart)),
  )
}

/** The baseline's row: what shifts it and another alike shifts no speed-up. */
const BASELINE = /\/per-page$/

/** The same of speed-ups over the baseline, which are what a run claims: the baseline's own is none. */
export function scoreSpeedups(processes: readonly ProcessApart[]): RowApart[] {
  return scoreCrossTalk(processes.map(overBaseline))
}

function overBaseline(process: ProcessApart): ProcessApart {
  return Object.fromEntries(
    Object.entries(process).map(([cell, rows]) => {
      const baseline = Object.entries(rows).find(([row]) => BASELINE.test(row))?.[1] ?? {}
      const others = Object.entries(rows).filter(([row]) => !BASELINE.test(row))
      const ratios = others.map(([row, ops]) => {
        const own = Object.entries(ops) as Array<[Op, number]>
        return [
          row,
          Object.fromEntries(own.map(([op, value]) => [op, value - (baseline[op] ?? 0)])),
        ]
      })
      return [cell, Object.fromEntries(ratios)]
    }),
  )
}

/** How far from 0 an interval reaches. */
export function farthest({ high, low }: Span): number {
  return Math.max(Math.abs(low), Math.abs(high))
}
