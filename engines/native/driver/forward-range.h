/* The range ops of a driver, as driver/forward-pages.h has its page ops. */
#ifndef UB_DRIVER_FORWARD_RANGE_H
#define UB_DRIVER_FORWARD_RANGE_H

#include "driver/forward-pages.h"

static int forward_map_range(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size,
                             int prot, unsigned gfp, size_t *mapped) {
  struct ub_smmu *smmu = smmu_of(domain);
  struct ub_table_ops *table = smmu->table;
  int error = enter(smmu);
  if (error != 0) return error;
  COUNT(probe_table_call(OP_MAP_RANGE, iova, 0, size));
  error = table->map_range(table, iova, paddr, size, prot, gfp, mapped);
  leave(smmu);
  return error;
}

static int forward_map_list(struct ub_domain *domain, uint64_t iova, struct ub_scatter_list *list,
                            int prot, unsigned gfp, size_t *mapped) {
  struct ub_smmu *smmu = smmu_of(domain);
  struct ub_table_ops *table = smmu->table;
  int error = enter(smmu);
  if (error != 0) return error;
  COUNT(probe_table_call(OP_MAP_LIST, iova, 0, list->to - list->from));
  error = table->map_list(table, iova, list, prot, gfp, mapped);
  leave(smmu);
  return error;
}

static size_t forward_unmap_range(struct ub_domain *domain, uint64_t iova, size_t size,
                                  struct ub_gather *gather) {
  struct ub_smmu *smmu = smmu_of(domain);
  struct ub_table_ops *table = smmu->table;
  if (enter(smmu) != 0) return 0;
  COUNT(probe_table_call(OP_UNMAP_RANGE, iova, 0, size));
  size_t unmapped = table->unmap_range(table, iova, size, gather);
  leave(smmu);
  return unmapped;
}

#endif
