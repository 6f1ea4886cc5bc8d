/** What work a sweep cell is, so that equal combinations are made once. */
import { formatSize } from '../../engines/contract/index.js'
import { type Cut, cutsOf, type TableRun } from '../cell/cuts.js'
import { pgsizeBitmapOf } from '../cell/domain.js'
import { layoutOf } from './layout.js'
import type { SweepOptions } from './options.js'

/** Ptes in a cache line. */
const LINE_ENTRIES = 8

/**
 * Equal for two cells whose buffers are cut into the same calls, table by table: of each run the
 * page size, how many pages are requested, and for each table that it goes through the pages there
 * and the cache lines of ptes that they take. That stands for the place in the table: a buffer that
 * is moved within its lines is the same work. One slot is enough, since all are cut alike. A buffer that
 * is mapped page by page is no scatter list of pages, which a call shape may take as one.
 */
export function signatureOf(options: SweepOptions): string {
  const bitmap = pgsizeBitmapOf(options.pageSizes)
  const [segments] = layoutOf(options).slots(1)
  const maps = segments.map(({ iova, paddr, size }) => describe(cutsOf(bitmap, iova, paddr, size)))
  const [{ iova }] = segments
  const unmap = describe(cutsOf(bitmap, iova, iova, options.bufferBytes))
  const byPage = options.mappedByPage ? ', page by page' : ''
  return `${options.mode}: map ${counted(maps)}${byPage}; unmap ${unmap}`
}

function describe(cuts: readonly Cut[]): string {
  return cuts
    .map(({ pgsize, count, tables }) => {
      const runs = tables.map((run) => `${run.count}/${linesOf(run)}`)
      return `${count}x${formatSize(pgsize)}[${counted(runs)}]`
    })
    .join('+')
}

function linesOf({ index, count }: TableRun): number {
  return Math.floor((index + count - 1) / LINE_ENTRIES) - Math.floor(index / LINE_ENTRIES) + 1
}

/** Joins texts, those that repeat written once with their number. */
function counted(texts: readonly string[]): string {
  const groups: Array<{ text: string; times: number }> = []
  for (const text of texts) {
    const last = groups.at(-1)
    if (last?.text === text) last.times++
    else groups.push({ text, times: 1 })
  }
  return groups.map(({ text, times }) => (times === 1 ? text : `${times}*(${text})`)).join(' ')
}
