/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver over generic_pt. The kernel's core hands such a table whole operations by itself; here
 * each goes through a driver, as over all other tables, so that the call shapes of a format differ
 * in how an operation is cut and in nothing else. Pages are ranges of that many bytes.
 */
#include "generic-pt/opened.h"

#include "driver/smmu.h"
#include "generic-pt/drivers.h"

static int map_bytes(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size, int prot,
                     unsigned gfp, size_t *mapped) {
  struct ub_table_ops *table = smmu_of(domain)->table;
  COUNT(probe_table_call(OP_MAP_RANGE, iova, 0, size));
  return table->ops->map_range(table, iova, paddr, size, (unsigned)prot, gfp, mapped);
}

static size_t unmap_bytes(struct ub_domain *domain, uint64_t iova, size_t size,
                          struct ub_gather *gather) {
  struct ub_table_ops *table = smmu_of(domain)->table;
  COUNT(probe_table_call(OP_UNMAP_RANGE, iova, 0, size));
  return table->ops->unmap_range(table, iova, size, gather);
}

/* A run as it is, across tables. */
static int map_run(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t pgsize,
                   size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  return map_bytes(domain, iova, paddr, pgsize * pgcount, prot, gfp, mapped);
}

static size_t unmap_run(struct ub_domain *domain, uint64_t iova, size_t pgsize, size_t pgcount,
                        struct ub_gather *gather) {
  return unmap_bytes(domain, iova, pgsize * pgcount, gather);
}

/* A run to its table's end; the core asks again for what is left. */
static int map_clipped(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t pgsize,
                       size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  size_t size = within_table(smmu_of(domain)->table, iova, pgsize, pgsize * pgcount);
  return map_bytes(domain, iova, paddr, size, prot, gfp, mapped);
}

static size_t unmap_clipped(struct ub_domain *domain, uint64_t iova, size_t pgsize, size_t pgcount,
                            struct ub_gather *gather) {
  size_t size = within_table(smmu_of(domain)->table, iova, pgsize, pgsize * pgcount);
  return unmap_bytes(domain, iova, size, gather);
}

static uint64_t iova_to_phys(struct ub_domain *domain, uint64_t iova) {
  struct iommu_domain *kernels = &smmu_of(domain)->table->domain;
  return kernels->ops->iova_to_phys(kernels, iova);
}

/* The invalidation is over: tables that went may be used again. */
static void iotlb_sync(struct ub_domain *domain, struct ub_gather *gather) {
  (void)domain;
  free_tables(&gather->freelist);
}

#define OPS_OF(map, unmap)                                       \
  {                                                              \
    .map_pages = (map), .unmap_pages = (unmap),                  \
    .map_range = map_bytes, .unmap_range = unmap_bytes,          \
    .iova_to_phys = iova_to_phys, .iotlb_sync = iotlb_sync,      \
  }

const struct ub_driver generic_pt_driver = {
  .name = "plain",
  .ops = {
    [FORWARDS] = OPS_OF(map_run, unmap_run),
    [CLIPS] = OPS_OF(map_clipped, unmap_clipped),
  },
};
