/**
 * The Arm SMMUs: pages of one size that lie side by side. The commands of each reach what was asked
 * for and no more.
 *
 * Two things are left out. An SMMUv3 driver with an array of invalidations (587bb3e56a2c) gives up a
 * list of 512 commands or more for 4K pages, and invalidates the whole address space by one. And for
 * a walk of 32n + 1 pages that of before October 2026 takes in one page more; no table is so large.
 */

/** Commands side by side. */
export interface PageCommands {
  /** Pages from the start of what is invalidated to what the first command reaches. */
  from: number
  /** Pages that each command reaches. */
  pages: number
  count: number
}

/** SMMUv2: a register write a page (TLBIVAL). SMMUv3: a command a page, in its queue. */
export function pageByPage(pages: number): PageCommands[] {
  return [{ from: 0, pages: 1, count: pages }]
}

/** Units that a number of five bits can express. */
const UNITS = 32

/**
 * SMMUv3.2 with range invalidation, until October 2026: a command covers up to 31 units of 2^scale
 * pages, and the scale is as large as what is left is a multiple of. The driver counts in granules
 * whatever the page size, which comes to as many commands: a larger page is a power of two of them.
 */
export function byRanges(pages: number): PageCommands[] {
  const commands: PageCommands[] = []
  let unit = 1
  for (let from = 0; from < pages; ) {
    const left = pages - from
    while (left % (2 * unit) === 0) unit *= 2
    const reached = ((left / unit) % UNITS) * unit
    commands.push({ from, pages: reached, count: 1 })
    from += reached
  }
  return commands
}

/**
 * The same hardware since October 2026 ("Optimize range invalidation for latency", 5a158b29766c): two
 * commands at most, and one where a single one can express the number of pages. A command covers 1 to
 * 32 units of 2^scale granules from any granule on: the address need not be aligned to more while
 * no level is hinted. The first begins where the range does, at the smallest scale at which 32 units
 * would cover all of it, rounded down; the second covers the rest and ends where the range ends, and
 * what it is rounded up by lies within the first. So nothing beyond the range is invalidated.
 *
 * Read in the author's tree (github.com/jgunthorpe/linux, 165b19d370bf, `arm_smmu_tlbi_calc_range()`),
 * which is later than the commit; the commit itself could not be read. Left out: the one command,
 * rounded up, of shared virtual addressing on hardware with the erratum of contiguous pages, and a
 * third one for contiguous pages there. By a summary of it the version posted in August 2026 (v4)
 * rounded one command up wherever it could, beyond the range. That the merged one does not is our
 * conclusion: its series handles that erratum by a single command, which would be no exception then.
 * That the count is the same in pages of the gathered size as in granules is worked out here.
 */
export function byTwoRanges(pages: number): PageCommands[] {
  const unit = smallestUnit(pages)
  const first = Math.floor(pages / unit) * unit
  const commands = [{ from: 0, pages: first, count: 1 }]
  if (first < pages) {
    const step = smallestUnit(pages - first)
    const last = Math.ceil((pages - first) / step) * step
    commands.push({ from: pages - last, pages: last, count: 1 })
  }
  return commands
}

/** The smallest power of two of which 32 make up `pages` or more. */
function smallestUnit(pages: number): number {
  let unit = 1
  while (UNITS * unit < pages) unit *= 2
  return unit
}
