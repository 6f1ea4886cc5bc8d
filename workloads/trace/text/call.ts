/** Lines of kprobes on the page table's entry points, which stand before the event that they are part of. */
import { MAP, UNMAP } from '../../../engines/contract/index.js'
import type { TraceEvent } from '../columns/events.js'

/** A call of the traced kernel into a page table. Addresses and sizes are bytes. */
export interface TableCall {
  op: typeof MAP | typeof UNMAP
  iova: number
  /** The page table's pointer, as printed: one a domain. */
  table: string
  /** The function that was called; absent where the line names none. */
  function?: string
  /** The page size of the call and how many of them; absent where the line does not have both. */
  run?: { pgsize: number; pgcount: number }
}

/** Is given, as a trace is read, what it is not stored with. */
export interface Watcher {
  /** What came before does not count: it lies before the START marker. */
  begin(): void
  /** An event of `iommu`, and the calls into a page table that it was made of, where they were recorded. */
  operation(event: TraceEvent, calls: readonly TableCall[]): void
}

const NAMED = /^(?:\w+:)?(?:pgt_map|pgt_unmap|iova_to_phys):/

const CALL =
  /^(?:\w+:)?(\w+): (?:\((\w+)\+)?.*?\b(?:ops|domain)=(0x[0-9a-f]+) .*?\biova=0x([0-9a-f]{1,16})\b(?:.*?\bpgsize=0x([0-9a-f]{1,12}) pgcount=0x([0-9a-f]{1,12})\b)?/

export const EXPECTED_CALL = 'pgt_map: ... ops=0x... iova=0x..., pgt_unmap or iova_to_phys'

/**
 * The call of a text, where it has no `op` a translation that the kernel asked for; `undefined` where it
 * is none, `damaged` where it cannot be read.
 */
export function callOf(text: string): TableCall | Omit<TableCall, 'op'> | 'damaged' | undefined {
  if (!NAMED.test(text)) return undefined
  const match = CALL.exec(text)
  if (match === null) return 'damaged'
  const [, name, called, table, iova, pgsize, pgcount] = match
  return {
    ...(name !== 'iova_to_phys' && { op: name === 'pgt_map' ? MAP : UNMAP }),
    iova: hexadecimal(iova),
    table,
    ...(called === undefined ? {} : { function: called }),
    ...(pgsize === undefined
      ? {}
      : { run: { pgsize: hexadecimal(pgsize), pgcount: hexadecimal(pgcount) } }),
  }
}

function hexadecimal(digits: string): number {
  return Number.parseInt(digits, 16)
}

/** Calls that wait for their event; more than this, and events are not traced beside them. */
const MOST_PENDING = 4096

type PendingCall = TableCall & { pid: number | undefined }

/** Gives events the calls before them that they were made of. */
export class PendingCalls {
  #pending: PendingCall[] = []
  /** Page sizes of all calls. */
  readonly sizes = new Set<number>()

  add(call: TableCall, pid: number | undefined): void {
    if (this.#pending.length >= MOST_PENDING) this.#pending.splice(0, MOST_PENDING / 2)
    if (call.run !== undefined) this.sizes.add(call.run.pgsize)
    this.#pending.push({ ...call, pid })
  }

  /**
   * The calls of an event, in their order: those into one table, by the same task (an irq is one,
   * and comes whole). Calls of other events may lie between.
   */
  take(
    op: typeof MAP | typeof UNMAP,
    iova: number,
    size: number,
    pid: number | undefined,
  ): TableCall[] {
    const own: TableCall[] = []
    if (this.#pending.length === 0) return own
    const rest: PendingCall[] = []
    for (const call of this.#pending) {
      const belongs =
        call.op === op &&
        call.iova >= iova &&
        call.iova < iova + size &&
        (call.pid === pid || call.pid === undefined || pid === undefined) &&
        (own.length === 0 || own[0].table === call.table)
      if (belongs) own.push(call)
      else rest.push(call)
    }
    if (own.length > 0) this.#pending = rest
    return own
  }
}
