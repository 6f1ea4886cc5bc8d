/** A trace as text of its own: what was read of it, with other addresses, and nothing else. */
import { MAP } from '../../../engines/contract/index.js'
import { CONTINUES, type Events } from '../columns/events.js'
import { factLines } from '../text/machine-facts.js'
import type { LossReason } from '../text/notices.js'
import type { Trace } from '../text/trace.js'

export interface Rewriting {
  iova(address: number): number
  paddr(address: number): number
  /** Seconds of the event of this number. */
  seconds(at: number): number
}

/** Lines, such that the reader makes the same operations of them. */
export function* linesOf(trace: Trace, to: Rewriting): Generator<string> {
  const { events, kernel, lookups, losses } = trace
  if (kernel !== undefined) yield* factLines({ kernel, devices: [] })
  yield '# unmap-bench: anonymised'
  let loss = 0
  let lookup = 0
  for (let at = 0; at < events.length; ) {
    for (; loss < losses.length && losses[loss].before <= at; loss++) {
      yield lossLine(losses[loss].reason)
    }
    const next = trace.from === 'dma' ? endOfList(trace, at) : at + 1
    const columns = `task-1 [000] ..... ${to.seconds(at).toFixed(6)}: `
    const texts = trace.from === 'dma' ? dmaTexts(trace, at, next, to) : iommuTexts(trace, at, to)
    for (; lookup < lookups.length && lookups.line(lookup) < events.line(at); lookup++) {
      yield columns + callText('iova_to_phys', lookups, lookup, to)
    }
    for (const text of texts) yield columns + text
    at = next
  }
  for (; loss < losses.length; loss++) yield lossLine(losses[loss].reason)
}

function lossLine(reason: LossReason): string {
  switch (reason.kind) {
    case 'overwritten':
      return `# entries-in-buffer/entries-written: ${reason.written - reason.lost}/${reason.written}   #P:1`
    case 'started':
      return '##### CPU 0 buffer started ####'
    case 'lost':
      return reason.lost === undefined
        ? 'CPU:0 [EVENTS DROPPED]'
        : `CPU:0 [LOST ${reason.lost} EVENTS]`
    case 'damaged':
      return 'CPU:0 [LOST 1 EVENTS]'
  }
}

/** An event, and before it, where its domain is known, the page table's call. */
function iommuTexts({ events }: Trace, at: number, to: Rewriting): string[] {
  const size = events.size(at)
  const iova = to.iova(events.iova(at))
  const domain = events.domain(at)
  const isMap = events.op(at) === MAP
  const range = `IOMMU: iova=${hex(iova)} - ${hex(iova + size)}`
  return [
    ...(domain === undefined ? [] : [callText(isMap ? 'pgt_map' : 'pgt_unmap', events, at, to)]),
    isMap
      ? `map: ${range} paddr=${hex(to.paddr(events.paddr(at)))} size=${size}`
      : `unmap: ${range} size=${size} unmapped_size=${events.unmapped(at)}`,
  ]
}

/** A call into the page table of an event's domain. */
function callText(name: string, events: Events, at: number, to: Rewriting): string {
  const table = (events.domain(at) ?? 0) + 1
  return `${name}: (table) ops=0x${table} iova=0x${to.iova(events.iova(at)).toString(16)}`
}

/** The number behind the last segment of the list that begins here. */
function endOfList({ events }: Trace, at: number): number {
  let next = at + 1
  while (next < events.length && (events.flags(next) & CONTINUES) !== 0) next++
  return next
}

function dmaTexts({ events }: Trace, from: number, next: number, to: Rewriting): string[] {
  const device = `device-${(events.domain(from) ?? 0) + 1} dir=BIDIRECTIONAL`
  const numbers = Array.from({ length: next - from }, (_, within) => from + within)
  const iovas = numbers.map((at) => to.iova(events.iova(at)).toString(16))
  if (events.op(from) !== MAP) {
    return [`dma_unmap_phys: ${device} dma_addr=${iovas[0]} size=${events.size(from)} attrs=`]
  }
  const paddrs = numbers.map((at) => to.paddr(events.paddr(at)).toString(16))
  if (numbers.length === 1) {
    return [
      `dma_map_phys: ${device} dma_addr=${iovas[0]} size=${events.size(from)} phys_addr=${paddrs[0]} attrs=`,
    ]
  }
  const sizes = numbers.map((at) => events.size(at).toString(16))
  const array = (values: string[]) => `{${values.map((value) => `0x${value}`).join(',')}}`
  return [
    `dma_map_sg: ${device} dma_addrs=${array(iovas)} sizes=${array(sizes)} phys_addrs=${array(paddrs)} attrs=`,
  ]
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(16, '0')}`
}
