/**
 * The contiguous hint of ARM LPAE: bit 52 in 16 pages side by side, 64K aligned in both address spaces, lets
 * an IOMMU cache them as one. It is written with the pages; before some of the 16 are unmapped it is taken
 * from all, which asks for an IOMMU that lets live entries change so (SMMU_IDR3.BBML, level 2).
 * Source: Arm Architecture Reference Manual, "The Contiguous bit".
 */
import {
  ARM_LPAE_4K,
  CALL_SHAPES,
  descendOrInstall,
  EEXIST,
  fillLeaves,
  type PageTable,
  TABLE_PATHS,
  type TablePaths,
  tsEngine,
} from 'unmap-bench'

/** In the high word. */
const CONTIGUOUS = 1 << 20
const PAGES = 16
const LEAVES = ARM_LPAE_4K.lastLevel
const RUN = TABLE_PATHS.run

export const paths: TablePaths = {
  ...RUN,
  mapPages(table, iova, paddr, pgsize, pgcount, prot, mapped) {
    const fits = table.inRange(iova, paddr, pgsize * pgcount) && table.allowsAccess(prot)
    if (pgsize !== table.granule || !fits) {
      return RUN.mapPages(table, iova, paddr, pgsize, pgcount, prot, mapped)
    }
    const { format, memory, probe } = table
    COUNT: probe.walk(iova)
    let base = table.root
    for (let level = table.startLevel; level < LEAVES; level++) {
      COUNT: probe.visit(level)
      base = descendOrInstall(table, base, level, iova)
      if (base < 0) return base
    }
    COUNT: probe.visit(LEAVES)
    const first = table.indexAt(iova, LEAVES)
    const count = Math.min(pgcount, table.entriesFrom(first))
    COUNT: probe.readPtes(LEAVES, first, count)
    for (let index = first; index < first + count; index++) {
      if (memory.words[base + 2 * index] !== 0) return -EEXIST
    }
    // Pages before the first whole 16, those with the hint, and pages behind them.
    const aligned = (iova - paddr) % (PAGES * pgsize) === 0
    const head = Math.min(count, -first & (PAGES - 1))
    const hinted = aligned ? (count - head) & -PAGES : 0
    const low = format.leafLow(prot, LEAVES)
    const high = format.leafHigh(prot)
    const fill = (from: number, pages: number, attributes: number) =>
      fillLeaves(
        table,
        base + 2 * (first + from),
        LEAVES,
        pages,
        paddr + from * pgsize,
        low,
        attributes,
      )
    fill(0, head, high)
    fill(head, hinted, high | CONTIGUOUS)
    fill(head + hinted, count - head - hinted, high)
    COUNT: probe.writePtes(LEAVES, first, count)
    COUNT: probe.mapLeaves(true, count)
    if (!table.coherent) COUNT: probe.writeBack(first, count)
    mapped.bytes += count * pgsize
    COUNT: probe.writeBarrier()
    return 0
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
  const { memory, probe } = table
  COUNT: probe.walk(iova)
  let base = table.root
  for (let level = table.startLevel; level <= LEAVES; level++) {
    const index = table.indexAt(iova, level)
    const at = base + 2 * index
    COUNT: probe.visit(level)
    COUNT: probe.readPtes(level, index, 1)
    if (level === LEAVES && (memory.words[at + 1] & CONTIGUOUS) !== 0) {
      const first = index & -PAGES
      for (let page = first; page < first + PAGES; page++)
        memory.words[base + 2 * page + 1] &= ~CONTIGUOUS
      COUNT: probe.writePtes(level, first, PAGES)
      if (!table.coherent) COUNT: probe.writeBack(first, PAGES)
    }
    if (memory.words[at] === 0 || table.format.isLeaf(memory.words[at], level)) return
    base = table.tableAt(memory.words[at])
  }
}

const [shape] = CALL_SHAPES.filter(({ name }) => name === 'map-unmap-pages')
const summary = 'map-unmap-pages, and the contiguous hint in runs of 16 pages'

export const engine = tsEngine({ ...shape, name: 'contiguous', summary, table: paths }, ARM_LPAE_4K)
