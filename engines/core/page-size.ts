/**
 * Which page size the core asks the driver for next, and how many of them: `iommu_pgsize()` in the
 * closed form that Linux has used since v5.15 (e7d6fff6b3d3, 89d5b9601f70), described in the
 * mail 20210405191112.28192-1.
 *
 * Page sizes are below 2 GiB here, so the low 32 bits of an address decide its alignment, and
 * bit operations, which take just those bits, can be used on addresses of up to 53 bits.
 */

/** A run of equal pages; one object is reused for every call, so that none is allocated. */
export class PageRun {
  pgsize = 0
  count = 0
}

/** The largest supported page size that fits the alignment of `iova` and `paddr`, and `size`; 0 if none does. */
export function pickPageSize(bitmap: number, iova: number, paddr: number, size: number): number {
  let fitting = bitmap
  if (size < 2 ** 31) fitting &= upToBit(1 << (31 - Math.clz32(size)))
  const merged = iova | paddr
  if (merged !== 0) fitting &= upToBit(merged & -merged)
  return fitting === 0 ? 0 : 1 << (31 - Math.clz32(fitting))
}

/**
 * As `pickPageSize`, and how many pages of that size can be asked for at once: as many as fit, but
 * no further than a boundary of the next larger size from which on that size would fit too.
 */
export function pickPageRun(
  bitmap: number,
  iova: number,
  paddr: number,
  size: number,
  run: PageRun,
): void {
  const pgsize = pickPageSize(bitmap, iova, paddr, size)
  run.pgsize = pgsize
  let reach = size
  const larger = bitmap & ~upToBit(pgsize)
  const next = larger & -larger
  if (next !== 0 && ((iova ^ paddr) & (next - 1)) === 0) {
    const toBoundary = next - ((iova | paddr) & (next - 1))
    if (toBoundary + next <= size) reach = toBoundary
  }
  run.count = Math.floor(reach / pgsize)
}

/** A mask of `bit` and all bits below it. */
function upToBit(bit: number): number {
  return bit | (bit - 1)
}
