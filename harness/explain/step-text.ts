/** Steps as text. */
import {
  type Counts,
  formatAddress,
  formatSize,
  indirectCalls,
  opCalls,
} from '../../engines/index.js'
import { plural } from '../../reports/text/index.js'
import type { EventOf } from './event.js'
import type { Access, Alike, OperationStep, Step } from './tree.js'

/** What a caller of the core calls. */
const CORE_CALLS: Record<OperationStep['op'], string> = {
  map: 'iommu_map',
  'map-list': 'iommu_map_sg',
  unmap: 'iommu_unmap',
}

/** One step as text, without what stands below it. */
export function stepText(step: Exclude<Step, { type: 'accesses' }>): string {
  switch (step.type) {
    case 'operation': {
      const done = `${formatSize(step.bytes)} ${step.op === 'unmap' ? 'unmapped' : 'mapped'}`
      const returned = step.error === 0 ? done : step.error
      return `${CORE_CALLS[step.op]} ${at(step.iova)}, ${formatSize(step.size)}: ${returned}`
    }
    case 'driver-call':
    case 'table-call':
      return `${step.op} ${at(step.iova)}, ${amount(step)}`
    case 'walk':
      return `walk to ${at(step.iova)}`
    case 'level':
      return step.entered ? `level ${step.level}` : `level ${step.level}, beside the walk`
    case 'alike':
      return alikeText(step)
    case 'tlb-add':
      return `add page ${at(step.iova)}, ${formatSize(step.granule)}`
    case 'range-add':
      return `add range ${range(step.start, step.end)}${pagesText(step.pgsize)}`
    case 'flush-walk':
      return `flush walk caches ${at(step.iova)}, ${formatSize(step.size)}`
    case 'sync':
      return syncText(step)
    case 'iova-to-phys':
      return `iova_to_phys ${at(step.iova)}`
  }
}

/** One access as text; ptes are given by their index in their table. */
export function accessText(access: Access): string {
  switch (access.type) {
    case 'alike':
      return alikeText(access)
    case 'read':
    case 'write':
      return `${access.type} ${entries(access)}`
    case 'cas':
      return `compare-and-swap ${entries({ index: access.index, count: 1 })}`
    case 'map-leaves':
      return `${plural(access.count, access.page ? 'page' : 'block')} mapped`
    case 'clear-leaves':
      return `${access.count} ${access.count === 1 ? 'leaf' : 'leaves'} cleared`
    case 'write-back':
      return `write back ${entries(access)}`
    case 'write-back-table':
      return 'write back the new table'
    case 'write-barrier':
      return 'write barrier'
    case 'publish-barrier':
      return 'publish barrier'
    case 'alloc-table':
      return `allocate a level ${access.level} table`
    case 'free-tables':
      return `free ${plural(access.count, 'table')}`
  }
}

/** The counts of an operation, in one line. */
export function summaryText(counts: Counts, instructions?: number): string {
  const syncs = (counts.forcedSyncs ?? 0) + (counts.finalSyncs ?? 0)
  return [
    plural(opCalls(counts) ?? 0, 'op call'),
    plural(indirectCalls(counts) ?? 0, 'indirect call'),
    plural(counts.walks ?? 0, 'walk'),
    plural(counts.pteReads ?? 0, 'pte read'),
    plural(counts.pteWrites ?? 0, 'pte write'),
    plural(counts.tlbAdds ?? 0, 'tlb add'),
    `${plural(syncs, 'iotlb sync')} (${counts.forcedSyncs ?? 0} forced)`,
    ...(instructions === undefined ? [] : [plural(instructions, 'instruction')]),
  ].join(', ')
}

function at(iova: number): string {
  return `iova ${formatAddress(iova)}`
}

/** `2 x 2M`, a byte size, or the segments of a scatter list. */
function amount({ op, pgsize, count }: EventOf<'driver-call' | 'table-call'>): string {
  if (op === 'map_list') return plural(count, 'segment')
  return pgsize === 0 ? formatSize(count) : `${count} x ${formatSize(pgsize)}`
}

function range(start: number, end: number): string {
  return `${formatAddress(start)} to ${formatAddress(end)}`
}

function entries({ index, count }: { index: number; count: number }): string {
  return count === 1 ? `[${index}]` : `[${index}..${index + count - 1}]`
}

function syncText({ forced, start, end, pgsize, levels }: EventOf<'sync'>): string {
  const name = forced ? 'forced iotlb sync' : 'iotlb_sync'
  if (end <= start) return `${name}, nothing gathered`
  return `${name} ${range(start, end)}${pagesText(pgsize)}${levelsText(levels)}`
}

/** A range may be gathered without a page size. */
function pagesText(pgsize: number): string {
  return pgsize === 0 ? '' : `, pages of ${formatSize(pgsize)}`
}

/** Levels are counted from the smallest pages up, as they were gathered. */
function levelsText(levels: EventOf<'sync'>['levels']): string {
  if (levels === undefined) return ''
  const parts = Object.entries(levels).flatMap(([name, bits]) =>
    bits === 0 ? [] : [`${name} ${bitsOf(bits).join(' ')}`],
  )
  return `, levels from the bottom: ${parts.join(', ')}`
}

function bitsOf(bits: number): number[] {
  return [...bits.toString(2)].reverse().flatMap((bit, at) => (bit === '1' ? [at] : []))
}

function alikeText({ times, steps, last }: Alike): string {
  const like = steps === 1 ? 'this' : `these ${steps}`
  if (last === undefined) return `... ${times} more like ${like}`
  const to = 'iova' in last ? at(last.iova) : `[${last.index}]`
  return `... ${times} more like ${like}, to ${to}`
}
