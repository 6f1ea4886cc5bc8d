import {
  type LeafVisitor,
  OPS,
  type Op,
  type Outcome,
  type Session,
  type Tape,
} from '../contract/index.js'
import { type Binding, columnsOf, type Handle } from './binding.js'
import { OUTCOME_WIDTH, outcomesOf, phaseNumbers, timedPhases } from './phases.js'
import type { Series, SeriesOptions } from './series.js'

/** Leaves that are read at a time, three numbers each. */
const LEAVES_AT_A_TIME = 4096

/** Room for them that is not in use: sessions that are compared often take no more. */
let spare: Float64Array | undefined

/** An engine in C at work on one domain. */
export class NativeSession implements Session {
  private readonly ended = new Float64Array(OUTCOME_WIDTH)

  constructor(
    protected readonly binding: Binding,
    readonly handle: Handle,
  ) {}

  runMaps(tape: Tape, from: number, to: number, into: Outcome): void {
    this.run('map', tape, from, to, into)
  }

  runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void {
    this.run('unmap', tape, from, to, into)
  }

  runMixed(tape: Tape, from: number, to: number, into: Outcome): void {
    this.run('mixed', tape, from, to, into)
  }

  protected run(op: Op, tape: Tape, from: number, to: number, into: Outcome): void {
    this.binding.run(this.handle, OPS.indexOf(op), from, to, ...columnsOf(tape), this.ended)
    const [bytes, failures, error] = this.ended
    into.bytes += bytes
    into.failures += failures
    if (error !== 0) into.error = error
  }

  /** Runs and times whole cycles of a tape in one call: between two readings of a clock are a phase's operations alone. */
  timeSeries(tape: Tape, { cycles, discarded }: SeriesOptions): Series {
    const timed = timedPhases(tape)
    const ns = new Float64Array(timed.length * cycles)
    const cpuNs = new Float64Array(timed.length * cycles)
    const ended = new Float64Array(tape.phases.length * OUTCOME_WIDTH)
    const columns = columnsOf(tape)
    this.binding.time(
      this.handle,
      discarded,
      cycles,
      ...columns,
      phaseNumbers(tape),
      ns,
      cpuNs,
      ended,
    )
    return { timed, ns, cpuNs, outcomes: outcomesOf(tape, ended) }
  }

  translate(iova: number): number | undefined {
    const paddr = this.binding.translate(this.handle, iova)
    return paddr < 0 ? undefined : paddr
  }

  leaves(visit: LeafVisitor): void {
    // Whoever visits may list another session's.
    const read = spare ?? new Float64Array(3 * LEAVES_AT_A_TIME)
    spare = undefined
    let from = 0
    let count: number
    do {
      count = this.binding.leaves(this.handle, from, read)
      for (let at = 0; at < 3 * count; at += 3) {
        visit(read[at], read[at + 1], read[at + 2])
        from = read[at] + read[at + 2]
      }
    } while (count === LEAVES_AT_A_TIME)
    spare = read
  }

  leakedTables(): number {
    return this.binding.leakedTables(this.handle)
  }

  /** Bytes of memory that the page table takes, what is known of its tables included. */
  tableBytes(): number {
    return this.binding.tableBytes(this.handle)
  }

  close(): void {
    this.binding.close(this.handle)
  }
}
