/** Warms one cell up until its times stand still. */
import type { Op } from '../../../results/record/index.js'

/** Median nanoseconds of one cycle's phases by direction. */
export interface Batch {
  ns: Partial<Record<Op, number>>
}

/** Batches that are looked at for a trend. */
const LOOKED_AT = 4
/** A batch lasts about this long, in milliseconds: a settled cell costs four of them. */
const BATCH_MS = 1
/** Longer than this no cell is waited for. */
const PATIENCE_MS = 2000
/** What times may change by over the batches that are looked at. */
const STILL = 0.02

/**
 * Runs batches of cycles until `forMs` have passed and the last four show no trend: one that only
 * goes down, or only up, and by more than 2 %. Times of chance do so once in twelve.
 *
 * @param run runs so many cycles; at least one.
 * @param now milliseconds since any fixed moment.
 * @returns whether the last batches showed no trend; `false` where the patience ran out first.
 */
export function settle(
  run: (cycles: number) => Batch,
  forMs: number,
  now: () => number = () => performance.now(),
): boolean {
  const start = now()
  const latest: Batch[] = []
  let cycles = 1
  for (;;) {
    const before = now()
    latest.push(run(cycles))
    if (latest.length > LOOKED_AT) latest.shift()
    const after = now()
    const cycleMs = (after - before) / cycles
    const stands = latest.length === LOOKED_AT && !hasTrend(latest)
    if ((stands && after - start >= forMs) || after - start > PATIENCE_MS) return stands
    cycles = Math.max(1, Math.round(BATCH_MS / Math.max(cycleMs, 1e-6)))
  }
}

/** Whether any direction's times go one way only, and far enough. */
function hasTrend(batches: readonly Batch[]): boolean {
  return opsOf(batches).some((op) => {
    const logs = batches.map(({ ns }) => Math.log(ns[op] ?? Number.NaN))
    const steps = logs.slice(1).map((value, at) => value - logs[at])
    const oneWay = steps.every((step) => step > 0) || steps.every((step) => step < 0)
    return oneWay && Math.abs(logs[logs.length - 1] - logs[0]) > STILL
  })
}

function opsOf(batches: readonly Batch[]): Op[] {
  return Object.keys(batches[0]?.ns ?? {}) as Op[]
}
