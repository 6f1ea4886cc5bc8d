/*
 * A driver without tlb_add_page, as panthor and the Rust binding are: it knows what it asked for and
 * what came back, and invalidates that by itself. What its table is told of leaf sizes stays there,
 * so that a whole operation is one range of the domain's smallest pages.
 */
#include "driver/driver-ops.h"

static inline int enter(struct ub_smmu *smmu) {
  (void)smmu;
  return 0;
}

static inline void leave(struct ub_smmu *smmu) {
  (void)smmu;
}

static void add_what_came_back(struct ub_domain *domain, struct ub_gather *gather, uint64_t iova,
                               size_t unmapped, size_t pgsize) {
  if (unmapped == 0 || gather->queued) return;
  add_range(gather, iova, unmapped, pgsize, &smmu_tlb_without_add, domain);
}

static size_t unmap_pages(struct ub_domain *domain, uint64_t iova, size_t pgsize, size_t pgcount,
                          struct ub_gather *gather) {
  size_t unmapped = forward_unmap_pages(domain, iova, pgsize, pgcount, gather);
  add_what_came_back(domain, gather, iova, unmapped, pgsize);
  return unmapped;
}

static size_t unmap_each_page(struct ub_domain *domain, uint64_t iova, size_t pgsize,
                              size_t pgcount, struct ub_gather *gather) {
  size_t unmapped = forward_unmap_each_page(domain, iova, pgsize, pgcount, gather);
  add_what_came_back(domain, gather, iova, unmapped, pgsize);
  return unmapped;
}

#ifndef UB_TABLE_OPS_HEADER
static size_t unmap_range(struct ub_domain *domain, uint64_t iova, size_t size,
                          struct ub_gather *gather) {
  size_t unmapped = forward_unmap_range(domain, iova, size, gather);
  add_what_came_back(domain, gather, iova, unmapped, domain->alignment_mask + 1);
  return unmapped;
}
#endif

const struct ub_driver smmu_null_tlb_add = {
  .name = "null-tlb-add",
  .tlb = &smmu_tlb_without_add,
  .ops = {
    [FORWARDS] = DRIVER_OPS_OF(unmap_pages, unmap_range, forward_iotlb_sync),
    [CUTS] = DRIVER_OPS_OF(unmap_each_page, unmap_range, forward_iotlb_sync),
    [GATHERS] = DRIVER_OPS_OF(forward_unmap_pages_gathering, unmap_range, forward_iotlb_sync),
    [GATHERS_ENTRIES] =
      DRIVER_OPS_OF(forward_unmap_entries_gathering, unmap_range, forward_iotlb_sync),
  },
};
