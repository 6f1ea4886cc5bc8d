import {
  type LeafVisitor,
  OPS,
  type Op,
  type Outcome,
  type Session,
  type Tape,
} from '../contract/index.js'
import { type Binding, columnsOf, type Handle } from './binding.js'
import { OUTCOME_WIDTH } from './phases.js'
import { type Series, type SeriesOptions, timeSeries } from './series.js'

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

  /** Runs and times whole cycles of a tape in one call. */
  timeSeries(tape: Tape, options: SeriesOptions): Series {
    return timeSeries(this.binding, this.handle, tape, options)
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
