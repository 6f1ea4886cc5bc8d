#ifndef UB_CORE_MAP_WHOLE_RANGE_H
#define UB_CORE_MAP_WHOLE_RANGE_H

#include "contract/probe.h"
#include "driver/ops.h"

/* The whole operation in one call: the driver's table picks the page sizes itself (d6c65b0fd621). */
static int map_whole_range(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size,
                           int prot, size_t *mapped) {
  COUNT(probe_driver_call(OP_MAP_RANGE, iova, 0, size));
  return domain->ops->map_range(domain, iova, paddr, size, prot, 0, mapped);
}

#endif
