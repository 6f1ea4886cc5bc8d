/** The buffers that all versions are held to: 4K pages, their modes, tables that go, and a block. */
import { KIB, MIB } from '../../engines/contract/index.js'
import { type Cell, type SweepOptions, smallestPage, sweepCell } from '../../workloads/index.js'

const PAGES: Omit<SweepOptions, 'bufferBytes'> = {
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
}
const BLOCKS: SweepOptions = { ...PAGES, bufferBytes: 2 * MIB, pageSizes: ['4K', '2M'] }

export const HISTORY_CELLS: readonly Cell[] = [
  sweepCell({ ...PAGES, bufferBytes: 4 * KIB }),
  sweepCell({ ...PAGES, bufferBytes: MIB }),
  sweepCell({ ...PAGES, bufferBytes: MIB, mode: 'coherent-lazy' }),
  sweepCell({ ...PAGES, bufferBytes: MIB, mode: 'non-coherent' }),
  sweepCell({ ...BLOCKS, alignment: 'not-co-aligned' }),
  sweepCell(BLOCKS),
]

export const HISTORY_CELL_IDS: readonly string[] = HISTORY_CELLS.map(({ id }) => id)

/** Pages of the smallest size in a cell's buffer. */
export function pagesOf({ bufferBytes = 0, domain }: Cell): number {
  return bufferBytes / smallestPage(domain.pgsizeBitmap)
}
