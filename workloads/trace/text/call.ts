/** Lines of kprobes on the page table's entry points, which stand before the event that they are part of. */
import { MAP, UNMAP } from '../../../engines/contract/index.js'

/** What tells the page table of an event. */
export interface TableCall {
  op: typeof MAP | typeof UNMAP
  iova: number
  /** The page table's pointer, as printed: one a domain. */
  table: string
}

const CALL =
  /^(?:\w+:)?pgt_(map|unmap): .*?\b(?:ops|domain)=(0x[0-9a-f]+) .*?\biova=0x([0-9a-f]{1,16})\b/

export const EXPECTED_CALL = 'pgt_map: ... ops=0x... iova=0x..., or pgt_unmap'

/** The call of a text; `undefined` where it is none, `damaged` where it cannot be read. */
export function tableCall(text: string): TableCall | 'damaged' | undefined {
  if (!/^(?:\w+:)?pgt_(?:un)?map:/.test(text)) return undefined
  const match = CALL.exec(text)
  if (match === null) return 'damaged'
  const [, name, table, iova] = match
  return { op: name === 'map' ? MAP : UNMAP, iova: Number.parseInt(iova, 16), table }
}

/** Calls that wait for their event; more than this, and events are not traced beside them. */
const MOST_PENDING = 4096

/** Gives events the page table that the calls before them were made into. */
export class PendingCalls {
  #pending: Array<TableCall & { pid: number | undefined }> = []

  add(call: TableCall, pid: number | undefined): void {
    if (this.#pending.length >= MOST_PENDING) this.#pending.splice(0, MOST_PENDING / 2)
    this.#pending.push({ ...call, pid })
  }

  /**
   * The table of an event, whose calls were made by the same task (an irq is one, and comes whole).
   * Calls of other events may lie between.
   */
  take(op: typeof MAP | typeof UNMAP, iova: number, size: number, pid: number | undefined) {
    if (this.#pending.length === 0) return undefined
    const belongs = (call: TableCall & { pid: number | undefined }) =>
      call.op === op &&
      call.iova >= iova &&
      call.iova < iova + size &&
      (call.pid === pid || call.pid === undefined || pid === undefined)
    const table = this.#pending.find(belongs)?.table
    if (table !== undefined) this.#pending = this.#pending.filter((call) => !belongs(call))
    return table
  }
}
