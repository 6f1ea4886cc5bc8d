import {
  addCounts,
  COUNTER_NAMES,
  CountingProbe,
  type Counts,
  type DomainConfig,
  type Engine,
  MAP,
  type Outcome,
  type Phase,
  type Session,
  sameCounts,
  type Tape,
} from '../../../engines/index.js'
import type { Op } from '../../../results/record/index.js'
import { EngineFault } from '../../processes/failure.js'
import { runPhase } from './run-phase.js'

export type CycleCounts = Partial<Record<Op, Counts>>

/** Counts one cycle of a tape as `countCycle` does, on an engine: the counters are those of its format. */
export function countEngine(engine: Engine, domain: DomainConfig, tape: Tape): CycleCounts {
  return withProbe(engine, domain, (session, probe) => countCycle(session, tape, probe))
}

/**
 * The same, and not a second time: for what is printed at once, and no run.
 *
 * @returns counts, and the entries of tables that unmaps of mixed phases accessed.
 */
export function countOnce(
  engine: Engine,
  domain: DomainConfig,
  tape: Tape,
): { cycle: CycleCounts; unmapAccesses: number } {
  return withProbe(engine, domain, (session, probe) => {
    runCycle(session, tape, probe)
    let unmapAccesses = 0
    const cycle = runCycle(session, tape, probe, (phase, into) => {
      if (phase.op !== 'mixed') return runPhase(session, tape, phase, into)
      // Direction by direction, to note what unmaps access.
      for (let at = phase.from; at < phase.to; ) {
        const op = tape.op[at]
        let end = at + 1
        while (end < phase.to && tape.op[end] === op) end++
        const before = probe.accesses
        if (op === MAP) session.runMaps(tape, at, end, into)
        else session.runUnmaps(tape, at, end, into)
        if (op !== MAP) unmapAccesses += probe.accesses - before
        at = end
      }
    })
    return { cycle, unmapAccesses }
  })
}

function withProbe<Counted>(
  engine: Engine,
  domain: DomainConfig,
  count: (session: Session, probe: CountingProbe) => Counted,
): Counted {
  const probe = new CountingProbe(engine.format)
  const session = engine.open(domain, probe)
  const counts = count(session, probe)
  session.close()
  return counts
}

/**
 * Counts one cycle of a tape in the steady state, that is after a first cycle that allocates what
 * stays allocated.
 *
 * @throws EngineFault where a second count differs: what is exact must come out the same twice.
 */
export function countCycle(session: Session, tape: Tape, probe: CountingProbe): CycleCounts {
  runCycle(session, tape, probe)
  const first = runCycle(session, tape, probe)
  const second = runCycle(session, tape, probe)
  for (const op of Object.keys(first) as Op[]) {
    const a = first[op] ?? {}
    const b = second[op] ?? {}
    if (sameCounts(a, b)) continue
    const name = COUNTER_NAMES.find((counter) => a[counter] !== b[counter])
    throw new EngineFault(
      'counts-varied',
      `${op}: ${name} was ${name && a[name]} in one cycle and ${name && b[name]} in the next`,
    )
  }
  return first
}

/** @param run runs a phase. */
function runCycle(
  session: Session,
  tape: Tape,
  probe: CountingProbe,
  run = (phase: Phase, into: Outcome) => runPhase(session, tape, phase, into),
): CycleCounts {
  const counts: CycleCounts = {}
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  for (const phase of tape.phases) {
    probe.take()
    run(phase, outcome)
    const taken = probe.take()
    if (!phase.timed) continue
    const before = counts[phase.op]
    counts[phase.op] = before === undefined ? taken : addCounts(before, taken)
  }
  return counts
}
