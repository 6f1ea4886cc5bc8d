/**
 * Calls that a running kernel made into its page table, from traces with kprobes on the page-table
 * entry points beside the events: the oracle of how `iommu_map` and `iommu_unmap` are cut up.
 */
import { InputError, MAP, UNMAP } from '../../engines/contract/index.js'
import type { TraceEvent } from './columns/event.js'
import { parseTrace, readText } from './read.js'

/** One call of `map_pages` or `unmap_pages`. Addresses and sizes are bytes. */
export interface PageTableCall {
  op: typeof MAP | typeof UNMAP
  iova: number
  /** Physical address of a map; 0 for an unmap. */
  paddr: number
  pgsize: number
  pgcount: number
  /** The page table's pointer, as printed: one a domain. */
  table: string
  line: number
}

/** An event and the calls that it was made of, in order. */
export interface KernelOperation {
  event: TraceEvent
  calls: PageTableCall[]
}

const CALL =
  /\bpgt_(map|unmap): .*\bops=(0x[0-9a-f]+) iova=0x([0-9a-f]+)(?: pa=0x([0-9a-f]+))? pgsize=0x([0-9a-f]+) pgcount=0x([0-9a-f]+)(?: prot=0x[0-9a-f]+)?\s*$/
const EXPECTED =
  'pgt_map: ... ops=0x... iova=0x... pa=0x... pgsize=0x... pgcount=0x..., or pgt_unmap'

/**
 * Every page-table call of a kprobe trace, plain or gzipped, in file order.
 * @throws InputError where the file or a `pgt_` line cannot be read, or there is none
 */
export function loadKprobeCalls(path: string): PageTableCall[] {
  const calls = parseCalls(readText(path), path)
  if (calls.length === 0) {
    throw new InputError(`${path}: has no pgt_map or pgt_unmap lines; expected ${EXPECTED}`)
  }
  return calls
}

/**
 * The events of a kprobe trace, each with its calls. Calls come before the event that they belong
 * to; those of another CPU may lie between, so calls are told by operation and range.
 * @throws InputError as `loadKprobeCalls`, and where an event's calls do not span its range
 */
export function loadKernelOperations(path: string): KernelOperation[] {
  const text = readText(path)
  const calls = parseCalls(text, path)
  let next = 0
  let pending: PageTableCall[] = []
  return Array.from(parseTrace(text, path).events, (event) => {
    for (let call = calls[next]; call !== undefined && call.line < event.line; ) {
      pending.push(call)
      call = calls[++next]
    }
    const own = pending.filter((call) => belongs(call, event))
    pending = pending.filter((call) => !belongs(call, event))
    if (!spans(own, event)) {
      throw new InputError(
        `${path}:${event.line}: the ${own.length} page-table calls before this event do not span ` +
          'its range; expected a trace of one device with every call in it',
      )
    }
    return { event, calls: own }
  })
}

function belongs(call: PageTableCall, event: TraceEvent): boolean {
  return call.op === event.op && call.iova >= event.iova && call.iova < event.iova + event.size
}

/**
 * Whether calls go from the event's first byte to its last. A call may do less than it asks for (a
 * table ends), and then the next call begins inside its range.
 */
function spans(calls: readonly PageTableCall[], event: TraceEvent): boolean {
  let reached = event.iova
  let previous = -1
  for (const { iova, pgsize, pgcount } of calls) {
    if (iova <= previous || iova > reached) return false
    previous = iova
    reached = iova + pgsize * pgcount
  }
  return reached === event.iova + event.size
}

/** Parses the `pgt_map` and `pgt_unmap` lines of a trace's text. */
export function parseCalls(text: string, source: string): PageTableCall[] {
  const calls: PageTableCall[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (!/\bpgt_(?:un)?map: /.test(raw)) continue
    const match = CALL.exec(raw)
    const [, name, table = '', iova, paddr, pgsize, pgcount] = match ?? []
    if (match === null || (name === 'map') !== (paddr !== undefined)) {
      throw new InputError(
        `${source}:${index + 1}: ${JSON.stringify(raw)} cannot be read; expected ${EXPECTED}`,
      )
    }
    calls.push({
      op: name === 'map' ? MAP : UNMAP,
      iova: hexadecimal(iova),
      paddr: hexadecimal(paddr),
      pgsize: hexadecimal(pgsize),
      pgcount: hexadecimal(pgcount),
      table,
      line: index + 1,
    })
  }
  return calls
}

function hexadecimal(digits: string | undefined): number {
  return digits === undefined ? 0 : Number.parseInt(digits, 16)
}
