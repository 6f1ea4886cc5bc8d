import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from './suites.js'

const MAP_2M =
  'x-1 [000] ..... 1.0: map: IOMMU: iova=0x0000000000200000 - 0x0000000000400000 paddr=0x0000000080200000 size=2097152'

/** An unmap of a page that a trace begins with, or that is the first of a mapped block. */
function unmapOf(iova: number): string {
  const [from, to] = [iova, iova + 4096].map((at) => `0x${at.toString(16).padStart(16, '0')}`)
  return `x-1 [000] ..... 1.1: unmap: IOMMU: iova=${from} - ${to} size=4096 unmapped_size=4096`
}

const MAP_NEXT_2M =
  'x-1 [000] ..... 1.0: map: IOMMU: iova=0x0000000000400000 - 0x0000000000600000 paddr=0x0000000090000000 size=2097152'

const UNMAP_BOTH =
  'x-1 [000] ..... 1.1: unmap: IOMMU: iova=0x0000000000200000 - 0x0000000000600000 size=4194304 unmapped_size=4194304'

/** Texts of traces. */
export const TRACES = {
  /** An unmap of a part of a block: not every page table can. */
  partial: [MAP_2M, unmapOf(0x200000)],
  /** Two maps side by side that one unmap takes back. */
  list: [MAP_2M, MAP_NEXT_2M, UNMAP_BOTH],
  /** Nothing to time. */
  'only-unmaps': [unmapOf(0x10000)],
  /** 100 events lost between the two. */
  lossy: [MAP_2M, 'CPU:0 [LOST 100 EVENTS]', unmapOf(0x200000)],
} as const

/** Writes one into a file of its name; returns its path. */
export function traceFile(name: keyof typeof TRACES): string {
  const path = join(newFolder(), `${name}.txt`)
  writeFileSync(path, `${TRACES[name].join('\n')}\n`)
  return path
}
