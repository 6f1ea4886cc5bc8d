#ifndef UB_CORE_UNMAP_WHOLE_RANGE_H
#define UB_CORE_UNMAP_WHOLE_RANGE_H

#include "contract/probe.h"
#include "driver/ops.h"

/* The whole operation in one call (99fb8afa16ad). */
static size_t unmap_whole_range(struct ub_domain *domain, uint64_t iova, size_t size,
                                struct ub_gather *gather) {
  COUNT(probe_driver_call(OP_UNMAP_RANGE, iova, 0, size));
  return domain->ops->unmap_range(domain, iova, size, gather);
}

#endif
