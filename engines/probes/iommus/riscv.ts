/**
 * The RISC-V IOMMU: IOTINVAL.VMA and IOFENCE.C. Two extensions decide what a command can say: S, a
 * range (an aligned power of two of 8 KiB or more), and NL, that entries above the leaves are meant
 * too. Modelled are hardware with neither, here, and hardware with both: one command for the aligned
 * power of two that holds the range, a page at least. (The driver gives up where no level was gathered,
 * which no unmap comes to.)
 *
 * Source: Linux 7.2.13, drivers/iommu/riscv/iommu.c, `riscv_iommu_tlbi_calc()` and
 * `riscv_iommu_iotlb_inval_iommu()` (as since 89792629d4b2, May 2026). The driver goes by the levels
 * that generic_pt gathers (PT_FEAT_DETAILED_GATHER); a page size, where that is what was gathered,
 * says the same of the leaves.
 */
import { PAGE } from '../../contract/index.js'
import { EVERYTHING, type Gathered, type InvalidationModel } from './model.js'

/** Commands without a range, beyond which the driver gives up. */
const MOST_PAGES = 512

/** Entries of a table. */
const ENTRIES = 512

/**
 * With neither: a command for each page of the lowest level that changed. Everything where a table
 * went, where that is more than 512 commands, and where no level is known.
 */
export const riscvByPages: InvalidationModel = (gathered) => {
  const { end, levels, start, walk = false } = gathered
  const page = smallestPage(gathered)
  const tables = walk || (levels !== undefined && levels.tables !== 0)
  if (tables || page === 0) return EVERYTHING
  const count = Math.floor((end - start) / page)
  return count === 0 || count > MOST_PAGES ? EVERYTHING : [{ start, bytes: page, count }]
}

/** Bytes of a page of the lowest level that changed; 0 where none is known. */
function smallestPage({ levels, pgsize }: Gathered): number {
  if (levels === undefined) return pgsize
  const changed = levels.leaves | levels.tables
  if (changed === 0) return 0
  const lowest = Math.log2(changed & -changed)
  return PAGE * ENTRIES ** lowest
}
