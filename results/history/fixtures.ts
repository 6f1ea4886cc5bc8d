/** Histories for tests: a buffer of 256 pages, coherent and not, and a page alone. */
import type { Counts } from '../../engines/contract/index.js'
import type { Figures, History, HistoryVersion } from './schema.js'

export const CELLS = [
  { id: '4K@4K', pages: 1 },
  { id: '1M@4K', pages: 256 },
  { id: '1M@4K/non-coherent', pages: 256 },
]

/** Unmaps of the three buffers, in their order; a map is the same in all versions. */
export function versionOf(
  name: string,
  unmaps: ReadonlyArray<Counts & { instructions?: number }>,
  more: Partial<HistoryVersion> & { row?: string } = {},
): HistoryVersion {
  const { row = 'map-unmap-pages', ...fields } = more
  const cells = CELLS.map(({ id }, at) => {
    const { instructions, ...counts } = unmaps[at] ?? {}
    const unmap: Figures = { counts, ...(instructions !== undefined && { instructions }) }
    return [id, { map: { counts: { tableCalls: 1 }, instructions: 500 }, unmap }] as const
  })
  const rows = [
    { library: 'io-pgtable-arm', series: 'io-pgtable-arm', row, cells: Object.fromEntries(cells) },
  ]
  return { name, rows, failures: [], ...fields }
}

export function historyOf(versions: HistoryVersion[]): History {
  return {
    schema: 'unmap-bench/history',
    version: 1,
    compiler: 'cc 12.2.0',
    meter: 'valgrind-3.19.0',
    cells: CELLS,
    versions,
  }
}
