/**
 * A walk cache, as IOMMUs have one and io-pgtable-arm has none: the leaf table of the last operation is
 * remembered, and an operation in the same needs no descent. One on blocks may free tables: it empties it.
 */
import type { PageTable, TablePaths } from 'unmap-bench'
import {
  ARM_LPAE_4K,
  CALL_SHAPES,
  clearEntries,
  descendOrInstall,
  TABLE_PATHS,
  tsEngine,
  writeLeaves,
} from 'unmap-bench'

const LEAVES = ARM_LPAE_4K.lastLevel
const RUN = TABLE_PATHS.run

/** Whose leaf table, its number in the address space, and the word at which it begins. */
const cache = { table: undefined as PageTable | undefined, tag: -1, base: 0 }

/** The word at which the leaf table of `iova` begins; where it is not cached, by `step` from level to level. */
function leafTable(table: PageTable, iova: number, step: typeof descendOrInstall): number {
  const tag = Math.floor(iova * table.perSpan[LEAVES - 1])
  if (cache.table !== table || cache.tag !== tag) {
    COUNT: table.probe.walk(iova)
    let base = table.root
    for (let level = table.startLevel; level < LEAVES; level++) {
      COUNT: table.probe.visit(level)
      base = step(table, base, level, iova)
      if (base < 0) return base
    }
    cache.table = table
    cache.tag = tag
    cache.base = base
  }
  COUNT: table.probe.visit(LEAVES)
  return cache.base
}

/** The table below an entry; negative where there is none. */
function enter(table: PageTable, base: number, level: number, iova: number): number {
  const index = table.indexAt(iova, level)
  const entry = table.memory.words[base + 2 * index]
  COUNT: table.probe.readPtes(level, index, 1)
  return entry === 0 || table.format.isLeaf(entry, level) ? -1 : table.tableAt(entry)
}

const table: TablePaths = {
  ...RUN,
  mapPages(table, iova, paddr, pgsize, pgcount, prot, mapped) {
    const fits = table.inRange(iova, paddr, pgsize * pgcount) && table.allowsAccess(prot)
    if (pgsize !== table.granule) cache.table = undefined
    if (pgsize !== table.granule || !fits)
      return RUN.mapPages(table, iova, paddr, pgsize, pgcount, prot, mapped)
    const base = leafTable(table, iova, descendOrInstall)
    if (base < 0) return base
    const index = table.indexAt(iova, LEAVES)
    const count = Math.min(pgcount, table.entriesFrom(index))
    const error = writeLeaves(table, base, LEAVES, index, iova, paddr, count, prot, mapped)
    COUNT: table.probe.writeBarrier()
    return error
  },
  unmapPages(table, iova, pgsize, pgcount, gather) {
    const fits = pgsize === table.granule && table.iovasInRange(iova, pgsize * pgcount)
    if (pgsize !== table.granule) cache.table = undefined
    const base = fits ? leafTable(table, iova, enter) : -1
    // A block is split, into a table that is not the cached one.
    if (base < 0) return RUN.unmapPages(table, iova, pgsize, pgcount, gather)
    const index = table.indexAt(iova, LEAVES)
    const count = Math.min(pgcount, table.entriesFrom(index))
    return clearEntries(table, base, LEAVES, index, iova, count, gather) * pgsize
  },
}

const [shape] = CALL_SHAPES.filter(({ name }) => name === 'map-unmap-pages')
const summary = 'map-unmap-pages without a descent where the last leaf table is hit again'

export const engine = tsEngine({ ...shape, name: 'walk-cache', summary, table }, ARM_LPAE_4K)
