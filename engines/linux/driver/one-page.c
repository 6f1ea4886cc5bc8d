/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver over a page table that takes a page a call, by `.map` and `.unmap`, as all of them did
 * before v5.15. The core asks for one page a call too.
 */
#include "driver/forward-rest.h"
#include "drivers.h"

static int map_one(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t pgsize,
                   size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  struct ub_table_ops *table = smmu_of(domain)->table;
  (void)pgcount;
  (void)gfp;
  COUNT(probe_table_call(OP_MAP_PAGES, iova, pgsize, 1));
  int error = table->map(table, iova, paddr, pgsize, prot MAP_GFP(gfp));
  if (error == 0) *mapped += pgsize;
  return error;
}

static size_t unmap_one(struct ub_domain *domain, uint64_t iova, size_t pgsize, size_t pgcount,
                        struct ub_gather *gather) {
  struct ub_table_ops *table = smmu_of(domain)->table;
  (void)pgcount;
  COUNT(probe_table_call(OP_UNMAP_PAGES, iova, pgsize, 1));
  return table->unmap(table, iova, pgsize, gather);
}

#define ONE_PAGE_OPS                                                        \
  {                                                                         \
    .map_pages = map_one, .unmap_pages = unmap_one,                         \
    .iova_to_phys = forward_iova_to_phys, .iotlb_sync = forward_iotlb_sync, \
  }

const struct ub_driver one_page = {
  .name = "one-page",
  .tlb = &smmu_tlb,
  .ops = { [FORWARDS] = ONE_PAGE_OPS },
};
