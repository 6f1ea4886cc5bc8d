#ifndef UB_CORE_UNMAP_WHAT_IS_LEFT_H
#define UB_CORE_UNMAP_WHAT_IS_LEFT_H

#include "contract/probe.h"
#include "driver/ops.h"

/*
 * The whole byte size is handed to the driver, and again what it left, as it was before
 * "iommu: Split iommu_unmaps" (bd13969b9524): the core cut maps by page size, but not unmaps.
 */
static size_t unmap_what_is_left(struct ub_domain *domain, uint64_t iova, size_t size,
                                 struct ub_gather *gather) {
  const struct ub_driver_ops *ops = domain->ops;
  size_t done = 0;
  while (done < size) {
    COUNT(probe_driver_call(OP_UNMAP_RANGE, iova + done, 0, size - done));
    size_t unmapped = ops->unmap_range(domain, iova + done, size - done, gather);
    if (unmapped == 0) break;
    done += unmapped;
  }
  return done;
}

#endif
