/** Which tables pages lie in, on a domain of four levels with 512 entries each: 48 bits at 4K. */
import { TABLE_ENTRIES, tableSpan } from '../cell/cuts.js'
import { ADDRESS_BITS } from '../cell/domain.js'

/** The table of `span` bytes that holds `iova`. */
export function tableAt(iova: number, span: number): string {
  return `${Math.floor(iova / span)} of ${span}`
}

/** All tables on the way to a leaf of `pgsize` at `iova`, the root included, the leaf's own first. */
export function tablesFor(iova: number, pgsize: number): string[] {
  const tables: string[] = []
  for (let span = tableSpan(pgsize); span <= 2 ** ADDRESS_BITS; span *= TABLE_ENTRIES) {
    tables.push(tableAt(iova, span))
  }
  return tables
}
