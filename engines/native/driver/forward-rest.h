/* What every driver offers beside maps and unmaps: nothing of it goes through the device. */
#ifndef UB_DRIVER_FORWARD_REST_H
#define UB_DRIVER_FORWARD_REST_H

#include "driver/smmu.h"

static uint64_t forward_iova_to_phys(struct ub_domain *domain, uint64_t iova) {
  struct ub_table_ops *table = smmu_of(domain)->table;
  return table->iova_to_phys(table, iova);
}

/*
 * There is no command queue in user space: what would be waited for is reported by who asks for it.
 * Tables that went may be used again. It comes from within an unmap too, where a gap forces it: what
 * is around that call is held already.
 */
static void forward_iotlb_sync(struct ub_domain *domain, struct ub_gather *gather) {
  (void)domain;
  free_tables(&gather->freelist);
}

#endif
