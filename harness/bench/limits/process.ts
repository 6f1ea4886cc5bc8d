/** The process that measures the machine's limits, and ends. It is asked one question by its parent. */
import { endOfList } from '../../../engines/contract/index.js'
import { measureLimits, timeTapeFloor } from '../../../engines/native/index.js'
import { TAPE_FLOOR } from '../../../results/analysis/index.js'
import { median } from '../../../results/analysis/stats/index.js'
import type { MeasuredLimit } from '../../../results/record/index.js'
import type { Question } from './measure.js'
import type { LimitsPlan } from './plan.js'
import { timeRivals } from './rivals.js'

/** Times that each limit is measured: enough for a median, few enough for a second in all. */
const REPEATS = 5

/** Cycles of the tape. */
const CYCLES = 50

function measure({ pteBytes, loadBytes, tape }: LimitsPlan): MeasuredLimit[] {
  const tier = 'native'
  const found = measureLimits({ pteBytes, loadBytes, repeats: REPEATS })
  return [{ tier, ...tapeFloor(tape) }, ...found.map((limit) => ({ tier, ...limit }))]
}

/** Nanoseconds of an operation, all timed phases together. */
function tapeFloor(tape: LimitsPlan['tape']): Omit<MeasuredLimit, 'tier'> {
  const { cpuNs, ns, timed } = timeTapeFloor(tape, { cycles: CYCLES, discarded: 2 })
  let operations = 0
  for (const { from, to } of timed) {
    for (let at = from; at < to; at = endOfList(tape, at, to)) operations++
  }
  const perOperation = (times: Float64Array) =>
    (median(cyclesOf(times, timed.length)) ?? 0) / operations
  return { name: TAPE_FLOOR, build: 'timed', ns: perOperation(ns), cpuNs: perOperation(cpuNs) }
}

/** Sums of each cycle's `phases` numbers. */
function cyclesOf(times: Float64Array, phases: number): number[] {
  const sums: number[] = []
  for (let at = 0; at < times.length; at += phases) {
    sums.push(times.subarray(at, at + phases).reduce((sum, time) => sum + time, 0))
  }
  return sums
}

process.on('disconnect', () => process.exit(0))
process.once('message', (question: Question) => {
  const answer = question.type === 'limits' ? measure(question.plan) : timeRivals(question.rivalry)
  process.send?.(answer, () => process.exit(0))
})
