/**
 * The contiguous hint of ARM LPAE: bit 52 in 16 pages side by side, 64K aligned in both address spaces, lets
 * an IOMMU cache them as one. It is written with the pages; before some of the 16 are unmapped it is taken
 * from all, which asks for an IOMMU that lets live entries change so (SMMU_IDR3.BBML, level 2).
 * Source: Arm Architecture Reference Manual, "The Contiguous bit".
 */
import type { Format, PageTable, TablePaths } from 'unmap-bench'
import { ARM_LPAE_4K, CALL_SHAPES, TABLE_PATHS, tsEngine } from 'unmap-bench'

/** In the high word. */
const CONTIGUOUS = 1 << 20
/** A bit of `prot` that callers know nothing of. */
const HINT = 1 << 30
const PAGES = 16
const LEAVES = ARM_LPAE_4K.lastLevel
const RUN = TABLE_PATHS.run

export const FORMAT: Format = {
  ...ARM_LPAE_4K,
  leafHigh: (prot) => ARM_LPAE_4K.leafHigh(prot) | ((prot & HINT) !== 0 ? CONTIGUOUS : 0),
}

export const table: TablePaths = {
  ...RUN,
  /** Maps pages up to the first 16 that can have the hint, or those: for the rest the core calls again. */
  mapPages(table, iova, paddr, pgsize, pgcount, prot, mapped) {
    const isAlike = pgsize === table.granule && (iova - paddr) % (PAGES * pgsize) === 0
    const before = isAlike ? -table.indexAt(iova, LEAVES) & (PAGES - 1) : pgcount
    const hinted = before === 0 ? pgcount & -PAGES : 0
    const count = hinted || Math.min(before || pgcount, pgcount)
    const own = hinted > 0 ? prot | HINT : prot
    return RUN.mapPages(table, iova, paddr, pgsize, count, own, mapped)
  },
  unmapPages(table, iova, pgsize, pgcount, gather) {
    const end = iova + pgsize * pgcount
    if (pgsize === table.granule && table.iovasInRange(iova, end - iova)) {
      for (const edge of [iova, end]) if (edge % (PAGES * pgsize) !== 0) takeHint(table, edge)
    }
    return RUN.unmapPages(table, iova, pgsize, pgcount, gather)
  },
}

/** Takes the hint from the 16 pages around `iova`, where they have it. */
function takeHint(table: PageTable, iova: number): void {
  const { probe } = table
  const { words } = table.memory
  COUNT: probe.walk(iova)
  let base = table.root
  for (let level = table.startLevel; level < LEAVES; level++) {
    const index = table.indexAt(iova, level)
    const low = words[base + 2 * index]
    COUNT: probe.visit(level)
    COUNT: probe.readPtes(level, index, 1)
    if (low === 0 || table.format.isLeaf(low, level)) return
    base = table.tableAt(low)
  }
  const first = table.indexAt(iova, LEAVES) & -PAGES
  COUNT: probe.visit(LEAVES)
  COUNT: probe.readPtes(LEAVES, first, 1)
  if ((words[base + 2 * first + 1] & CONTIGUOUS) === 0) return
  for (let page = first; page < first + PAGES; page++) words[base + 2 * page + 1] &= ~CONTIGUOUS
  COUNT: probe.writePtes(LEAVES, first, PAGES)
  if (!table.coherent) COUNT: probe.writeBack(first, PAGES)
}

const [shape] = CALL_SHAPES.filter(({ name }) => name === 'map-unmap-pages')
const summary = 'map-unmap-pages, and the contiguous hint in runs of 16 pages'

export const engine = tsEngine({ ...shape, name: 'contiguous', summary, table }, FORMAT)
