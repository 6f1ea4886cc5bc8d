#ifndef UB_DRIVER_ADD_RANGE_H
#define UB_DRIVER_ADD_RANGE_H

#include "contract/probe.h"
#include "driver/table-ops.h"

/*
 * Adds leaves of `pgsize` that lie side by side to the gather, without a call for each: a driver does
 * so for what came back, a page table for what it cleared. The kernel's add-range sets no page size
 * and looks for no gap, so that a page that is added after it is gathered across whatever lies between
 * (Robin Murphy, April 2026, ee2c2044-e329-4cdd-ac35-9365824d3677@arm.com): here both are done, as for
 * a page.
 */
static inline void add_range(struct ub_gather *gather, uint64_t iova, size_t size, size_t pgsize,
                             const struct ub_tlb_ops *tlb, void *cookie) {
  COUNT(probe_range_add(iova, iova + size, pgsize));
  if (gather_cannot_take(gather, iova, size, pgsize)) tlb->sync_now(gather, cookie);
  gather_add(gather, iova, size, pgsize);
}

#endif
