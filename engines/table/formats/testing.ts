/** What tests of formats share: a page table of one, and its entries as the hardware reads them. */
import { PROT_CACHE, PROT_READ, PROT_WRITE, SILENT } from '../../contract/index.js'
import { SmmuV3Tlb } from '../../driver/index.js'
import { domainOf } from '../../testing.js'
import { PageTable } from '../page-table.js'
import { TABLE_PATHS } from '../table-paths.js'
import type { Format } from './format.js'
import { semanticsOver } from './semantics.js'

/** Protection of a DMA buffer. */
export const BUFFER = PROT_READ | PROT_WRITE | PROT_CACHE

const SEMANTICS = {
  coveredTable: 'dropped',
  insideBlock: 'split',
  blockOverTable: 'replaced',
} as const

/** A page table for `ias` bits that uses all leaves of its format. */
export function tableOf(
  format: Format,
  ias: number,
  coherent = true,
  paths = TABLE_PATHS.run,
): PageTable {
  const pgsizeBitmap = format.leafSizes | (format.contiguousSizes ?? 0)
  const config = domainOf({ ias, oas: format.maxOas, pgsizeBitmap, coherent })
  return new PageTable(
    config,
    format,
    semanticsOver(format, SEMANTICS),
    paths,
    new SmmuV3Tlb(SILENT),
    SILENT,
  )
}

/** The ptes on the way to `iova`, from the root down, as 64-bit descriptors in hexadecimal. */
export function walk(table: PageTable, iova: number): string[] {
  const found: string[] = []
  let base = table.root
  for (let level = table.startLevel; ; level++) {
    const at = base + 2 * table.indexAt(iova, level)
    const low = table.memory.words[at]
    const high = table.memory.words[at + 1]
    found.push(((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)).toString(16))
    if (low === 0 || table.format.isLeaf(low, level)) return found
    base = table.tableAt(low)
  }
}
