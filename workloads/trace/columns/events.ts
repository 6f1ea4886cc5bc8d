/** The events of a trace in columns: 17 bytes an event, up to 19 where addresses are above 2^44, two more where domains are known. */
import { MAP, UNMAP } from '../../../engines/contract/index.js'
import { CHUNK, CHUNK_SHIFT, IN_CHUNK, PageColumn } from './pages.js'

/** One map or unmap event. Addresses and sizes are bytes. */
export interface TraceEvent {
  op: typeof MAP | typeof UNMAP
  iova: number
  /** Physical address of a map; 0 for an unmap. */
  paddr: number
  /** Bytes mapped, or bytes that the unmap asked for. */
  size: number
  /** Bytes that an unmap really unmapped; 0 for a map. */
  unmapped: number
  /** Line of the file, from 1. */
  line: number
}

const IS_UNMAP = 1
/** A map that is one more segment of the scatter list of the map before it. */
export const CONTINUES = 2
/** A map of memory whose physical address the trace does not name. */
export const MEMORY_UNKNOWN = 4

/** Most domains that events can be given to, from 0. */
export const MOST_DOMAINS = 0xffff

export class Events {
  #length = 0
  #flags: Uint8Array[] = []
  #iova = new PageColumn()
  /** Physical address of a map, bytes that an unmap unmapped. */
  #other = new PageColumn()
  #size = new PageColumn()
  #line: Uint32Array[] = []
  /** The domain's number plus one; 0, and no chunk, where it is not known. */
  #domain: Array<Uint16Array | undefined> = []

  static of(events: Iterable<TraceEvent>): Events {
    const columns = new Events()
    for (const { op, iova, paddr, size, unmapped, line } of events) {
      columns.push(op, iova, op === MAP ? paddr : unmapped, size, line)
    }
    return columns
  }

  /** The first of these events, in the same columns: none may be added to them. */
  first(length: number): Events {
    const first = new Events()
    first.#length = Math.min(length, this.#length)
    first.#flags = this.#flags
    first.#iova = this.#iova
    first.#other = this.#other
    first.#size = this.#size
    first.#line = this.#line
    first.#domain = this.#domain
    return first
  }

  get length(): number {
    return this.#length
  }

  /**
   * Adds an event; its numbers are such that `isColumnValue` holds.
   * @param other physical address of a map, or bytes that an unmap unmapped
   * @param flags `CONTINUES`, `MEMORY_UNKNOWN`
   */
  push(
    op: typeof MAP | typeof UNMAP,
    iova: number,
    other: number,
    size: number,
    line: number,
    flags = 0,
  ): void {
    const at = this.#length++
    const chunk = at >>> CHUNK_SHIFT
    if (chunk === this.#flags.length) {
      this.#flags.push(new Uint8Array(CHUNK))
      this.#line.push(new Uint32Array(CHUNK))
      this.#domain.push(undefined)
    }
    this.#flags[chunk][at & IN_CHUNK] = op === UNMAP ? flags | IS_UNMAP : flags
    this.#iova.set(at, iova)
    this.#other.set(at, other)
    this.#size.set(at, size)
    this.#line[chunk][at & IN_CHUNK] = line
  }

  /** Adds an event of other columns, its domain included. */
  pushFrom(from: Events, at: number): void {
    const flags = from.flags(at)
    const op = from.op(at)
    const other = op === MAP ? from.paddr(at) : from.unmapped(at)
    this.push(op, from.iova(at), other, from.size(at), from.line(at), flags)
    const domain = from.domain(at)
    if (domain !== undefined) this.setDomain(this.#length - 1, domain)
  }

  flags(at: number): number {
    return this.#flags[at >>> CHUNK_SHIFT][at & IN_CHUNK]
  }

  op(at: number): typeof MAP | typeof UNMAP {
    return (this.flags(at) & IS_UNMAP) === 0 ? MAP : UNMAP
  }

  iova(at: number): number {
    return this.#iova.get(at)
  }

  /** Physical address of a map; 0 for an unmap. */
  paddr(at: number): number {
    return this.op(at) === MAP ? this.#other.get(at) : 0
  }

  /** Bytes mapped, or bytes that the unmap asked for. */
  size(at: number): number {
    return this.#size.get(at)
  }

  /** Bytes that an unmap really unmapped; 0 for a map. */
  unmapped(at: number): number {
    return this.op(at) === UNMAP ? this.#other.get(at) : 0
  }

  /** Line of the file, from 1. */
  line(at: number): number {
    return this.#line[at >>> CHUNK_SHIFT][at & IN_CHUNK]
  }

  /** Number of the domain that the trace names for the event; `undefined` where it names none. */
  domain(at: number): number | undefined {
    const stored = this.#domain[at >>> CHUNK_SHIFT]?.[at & IN_CHUNK] ?? 0
    return stored === 0 ? undefined : stored - 1
  }

  /** @param domain below `MOST_DOMAINS` */
  setDomain(at: number, domain: number): void {
    const chunk = at >>> CHUNK_SHIFT
    let column = this.#domain[chunk]
    if (column === undefined) {
      column = new Uint16Array(CHUNK)
      this.#domain[chunk] = column
    }
    column[at & IN_CHUNK] = domain + 1
  }

  /** One event as an object: for few of them. */
  at(at: number): TraceEvent {
    return {
      op: this.op(at),
      iova: this.iova(at),
      paddr: this.paddr(at),
      size: this.size(at),
      unmapped: this.unmapped(at),
      line: this.line(at),
    }
  }

  /** All events as objects: for tests and small traces. */
  *[Symbol.iterator](): Iterator<TraceEvent> {
    for (let at = 0; at < this.#length; at++) yield this.at(at)
  }
}
