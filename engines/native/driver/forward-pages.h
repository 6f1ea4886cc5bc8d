/*
 * The page ops of a driver: each is forwarded to the page table, between `enter` and `leave`, which
 * the including file defines: what the driver does around a call. `enter` returns 0 or an error.
 */
#ifndef UB_DRIVER_FORWARD_PAGES_H
#define UB_DRIVER_FORWARD_PAGES_H

#include "contract/domain.h"
#include "contract/probe.h"
#include "driver/add-range.h"
#include "driver/forward-rest.h"

static int enter(struct ub_smmu *smmu);
static void leave(struct ub_smmu *smmu);

static int forward_map_pages(struct ub_domain *domain, uint64_t iova, uint64_t paddr,
                             size_t pgsize, size_t pgcount, int prot, unsigned gfp,
                             size_t *mapped) {
  struct ub_smmu *smmu = smmu_of(domain);
  struct ub_table_ops *table = smmu->table;
  int error = enter(smmu);
  if (error != 0) return error;
  COUNT(probe_table_call(OP_MAP_PAGES, iova, pgsize, pgcount));
  error = table->map_pages(table, iova, paddr, pgsize, pgcount, prot, gfp, mapped);
  leave(smmu);
  return error;
}

static size_t forward_unmap_pages(struct ub_domain *domain, uint64_t iova, size_t pgsize,
                                  size_t pgcount, struct ub_gather *gather) {
  struct ub_smmu *smmu = smmu_of(domain);
  struct ub_table_ops *table = smmu->table;
  if (enter(smmu) != 0) return 0;
  COUNT(probe_table_call(OP_UNMAP_PAGES, iova, pgsize, pgcount));
  size_t unmapped = table->unmap_pages(table, iova, pgsize, pgcount, gather);
  leave(smmu);
  return unmapped;
}

/*
 * The TLB side is told once a call, of what came back, and not by a call for each leaf. On SMMUv3
 * that takes no change below: the table believes that a flush queue invalidates later, and is told so
 * for the length of one call. A gather that is queued already is left alone.
 */
static size_t forward_unmap_pages_gathering(struct ub_domain *domain, uint64_t iova, size_t pgsize,
                                            size_t pgcount, struct ub_gather *gather) {
  if (gather->queued) return forward_unmap_pages(domain, iova, pgsize, pgcount, gather);
  gather->queued = true;
  size_t unmapped = forward_unmap_pages(domain, iova, pgsize, pgcount, gather);
  gather->queued = false;
  if (unmapped > 0) add_range(gather, iova, unmapped, pgsize, &smmu_tlb, domain);
  return unmapped;
}

/*
 * As `forward_unmap_pages_gathering`, of pages that may be several entries: an IOMMU may keep each of
 * these by itself, so that the range is one of entries.
 */
static size_t forward_unmap_entries_gathering(struct ub_domain *domain, uint64_t iova,
                                              size_t pgsize, size_t pgcount,
                                              struct ub_gather *gather) {
  if (gather->queued) return forward_unmap_pages(domain, iova, pgsize, pgcount, gather);
  gather->queued = true;
  size_t unmapped = forward_unmap_pages(domain, iova, pgsize, pgcount, gather);
  gather->queued = false;
  if (unmapped == 0) return 0;
  uint64_t entries = smmu_of(domain)->entry_sizes & (pgsize | (pgsize - 1));
  uint64_t entry = UINT64_C(1) << (63 - __builtin_clzll(entries));
  add_range(gather, iova, unmapped, entry, &smmu_tlb, domain);
  return unmapped;
}

/* A page a call, for a page table that takes no more. */
static size_t forward_unmap_each_page(struct ub_domain *domain, uint64_t iova, size_t pgsize,
                                      size_t pgcount, struct ub_gather *gather) {
  struct ub_smmu *smmu = smmu_of(domain);
  struct ub_table_ops *table = smmu->table;
  if (enter(smmu) != 0) return 0;
  size_t done = 0;
  for (size_t page = 0; page < pgcount; page++) {
    COUNT(probe_table_call(OP_UNMAP_PAGES, iova + done, pgsize, 1));
    size_t unmapped = table->unmap_pages(table, iova + done, pgsize, 1, gather);
    if (unmapped == 0) break;
    done += unmapped;
  }
  leave(smmu);
  return done;
}

#endif
