import {
  compileTape,
  endOfList,
  type ShapeName,
  type Tape,
} from '../../../engines/contract/index.js'
import type { Series } from '../../../engines/native/index.js'
import { median } from '../../../results/analysis/stats/index.js'
import type { Answer, Request } from '../../processes/kind.js'
import type { Turns } from './protocol.js'
import { timedNative } from './timed-build.js'

const CYCLES = 50
const DISCARDED = 2

/** Times a tape that is read and not carried out: what an operation takes, all timed phases together. */
export async function tapeFloor(tape: Tape): Promise<Answer<Turns, 'floor'>> {
  const { timeTapeFloor } = await timedNative()
  return perOperation(tape, timeTapeFloor(tape, { cycles: CYCLES, discarded: DISCARDED }))
}

/** Times the translations of a trace, in a domain that has all of its ranges mapped. */
export async function lookups({
  domain,
  format,
  lookups: tape,
  maps,
}: Request<Turns, 'lookups'>): Promise<Answer<Turns, 'lookups'>> {
  const { timeLookups } = await timedNative()
  const options = { cycles: CYCLES, discarded: DISCARDED }
  return perOperation(tape, timeLookups({ domain, format }, maps, tape, options))
}

/** Fewer than of translations: maps and unmaps of a whole trace take longer. */
const UNMAP_CYCLES = 10

/** Times the unmaps of a trace by themselves, by each call shape, without what reading the clock takes. */
export async function unmaps({
  domain,
  format,
  shapes,
  tape,
}: Request<Turns, 'unmaps'>): Promise<Answer<Turns, 'unmaps'>> {
  const { timeUnmaps } = await timedNative()
  const options = { cycles: UNMAP_CYCLES, discarded: DISCARDED }
  const cycleOf = (shape: ShapeName, of: Tape) => {
    const { ns, timed } = timeUnmaps({ domain, format }, shape, of, options)
    return median(cyclesOf(ns, timed.length)) ?? 0
  }
  const timed = tape.phases.filter((phase) => phase.timed)
  const clock = compileTape(timed.map(({ op }) => ({ op, timed: true, operations: [] })))
  return Object.fromEntries(
    shapes.map((shape) => [shape, Math.max(1, cycleOf(shape, tape) - cycleOf(shape, clock))]),
  )
}

/** Medians of cycles, of one operation. */
function perOperation(tape: Tape, { cpuNs, ns, timed }: Series): { ns: number; cpuNs: number } {
  let operations = 0
  for (const { from, to } of timed) {
    for (let at = from; at < to; at = endOfList(tape, at, to)) operations++
  }
  const share = (times: Float64Array) => (median(cyclesOf(times, timed.length)) ?? 0) / operations
  return { ns: share(ns), cpuNs: share(cpuNs) }
}

/** Sums of each cycle's `phases` numbers. */
function cyclesOf(times: Float64Array, phases: number): number[] {
  return Array.from({ length: times.length / phases }, (_, cycle) =>
    times.subarray(cycle * phases, (cycle + 1) * phases).reduce((sum, time) => sum + time, 0),
  )
}
