/** Entry points of page tables that kprobes are set on: each call names its page table, one a domain. */
import { join } from 'node:path'
import { textOf } from '../../engines/contract/index.js'

/** A function of a page table. Its first arguments are the page table and the iova. */
export type EntryPoint =
  /** `pages` are called with a page size and a count, `range` with a size. */
  | { event: 'pgt_map' | 'pgt_unmap'; symbol: string; kind: 'pages' | 'range' }
  /** Has no more arguments. */
  | { event: 'iova_to_phys'; symbol: string; kind: 'address' }

/**
 * Page tables, and drivers that have theirs within. A driver whose table is a library's is not among
 * them: each call would be there twice.
 */
const TABLE_CALLS =
  /^(?:arm_lpae|arm_v7s|dart|iommu_v[12]|intel_iommu|riscv_iommu|viommu|pt_iommu_\w+)_(?:(map|unmap)_pages|iova_to_phys)$/
/** generic_pt before it had functions for pages. */
const RANGE = /^(?:amdv1|vtdss|x86_64|riscv_64|armv8)(?:_\w+)?_(map|unmap)_range$/

/** What is there without a list of symbols: io-pgtable-arm, of every Arm SMMU. */
export const COMMON_ENTRY_POINTS: readonly EntryPoint[] = [
  { event: 'pgt_map', symbol: 'arm_lpae_map_pages', kind: 'pages' },
  { event: 'pgt_unmap', symbol: 'arm_lpae_unmap_pages', kind: 'pages' },
  { event: 'iova_to_phys', symbol: 'arm_lpae_iova_to_phys', kind: 'address' },
]

/** The running kernel's; none where its symbols cannot be read. */
export function findEntryPoints(tracefs: string): EntryPoint[] {
  const names =
    namesIn(join(tracefs, 'available_filter_functions'), 0) ?? namesIn('/proc/kallsyms', 2)
  return [...new Set(names)].flatMap((symbol) => entryPointOf(symbol) ?? []).toSorted(bySymbol)
}

function namesIn(path: string, column: number): string[] | undefined {
  return textOf(path)
    ?.split('\n')
    .map((line) => line.split(/\s+/)[column] ?? '')
}

export function entryPointOf(symbol: string): EntryPoint | undefined {
  for (const [kind, pattern] of [
    ['pages', TABLE_CALLS],
    ['range', RANGE],
  ] as const) {
    const match = pattern.exec(symbol)
    if (match === null) continue
    if (match[1] === undefined) return { event: 'iova_to_phys', symbol, kind: 'address' }
    return { event: match[1] === 'map' ? 'pgt_map' : 'pgt_unmap', symbol, kind }
  }
  return undefined
}

function bySymbol(a: EntryPoint, b: EntryPoint): number {
  return a.symbol < b.symbol ? -1 : 1
}

/** Arguments behind the iova. */
const ARGUMENTS = {
  pgt_map: {
    pages: ' pa=$arg3:x64 pgsize=$arg4:x64 pgcount=$arg5:x64 prot=$arg6:x32',
    range: ' pa=$arg3:x64 size=$arg4:x64',
  },
  pgt_unmap: { pages: ' pgsize=$arg3:x64 pgcount=$arg4:x64', range: ' size=$arg3:x64' },
} as const

/** A line of kprobe_events, whose event is printed as workloads/trace reads it. */
export function probeLine(group: string, point: EntryPoint): string {
  const more = point.event === 'iova_to_phys' ? '' : ARGUMENTS[point.event][point.kind]
  return `p:${group}/${point.event} ${point.symbol} ops=$arg1:x64 iova=$arg2:x64${more}`
}
