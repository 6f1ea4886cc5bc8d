/**
 * VT-d by its invalidation queue: one page-selective descriptor for the aligned power of two of pages
 * that holds the range, and a wait descriptor. A range that crosses a large power of two, however
 * short, takes all around it. Whether tables went is a hint in the descriptor (IH) and no other one.
 *
 * Source: Linux 7.2.13, drivers/iommu/intel/cache.c, `cache_tag_flush_range()`,
 * `calculate_psi_aligned_address()` and `cache_tag_flush_iotlb()`; dmar.c, `qi_submit_sync()`.
 *
 * Left out: what maps invalidate under a hypervisor (Caching Mode), registers in the queue's place,
 * and hardware without page-selective invalidation.
 */
import { PAGE } from '../../contract/index.js'
import { alignedBlock } from './aligned-block.js'
import { EVERYTHING, type InvalidationModel } from './model.js'

/**
 * Most address bits of a page number that a second-stage descriptor can mask (MAMV of the capability
 * register): 1 GiB. 18 is what QEMU's IOMMU has (VTD_MAMV), and what the bits 53:48 of the register
 * read on a machine whose log is public (8d2078c106f0466; utcs-scea/LAKE#10).
 */
const MOST_MASKED = 18

/**
 * Second stage: beyond what can be masked the driver invalidates the whole domain. Of the first stage it asks
 * no register for a limit, and gives up where the range needs all 64 bits, which none here does.
 */
export const vtdSecondStage: InvalidationModel = (gathered) => {
  const block = alignedBlock(gathered)
  return block.bytes > PAGE * 2 ** MOST_MASKED ? EVERYTHING : [{ ...block, count: 1 }]
}
