/* The TLB ops that a driver gives its page table: invalidations are gathered into one range. */
#include "contract/probe.h"
#include "driver/smmu.h"

/* Invalidates what was gathered so far: it cannot be one range with what comes next. */
static void sync_now(struct ub_gather *gather, void *cookie) {
  struct ub_domain *domain = cookie;
  COUNT(report_sync(gather, true));
  domain->ops->iotlb_sync(domain, gather);
  gather_reset(gather);
}

/* Adds a page that does not follow what is gathered. Kept out of the way of those that do. */
static __attribute__((noinline)) void add_apart(struct ub_gather *gather, uint64_t iova,
                                                size_t granule, void *cookie) {
  if (gather_cannot_take(gather, iova, granule, granule)) sync_now(gather, cookie);
  gather_add(gather, iova, granule, granule);
}

static void add_page(struct ub_gather *gather, uint64_t iova, size_t granule, void *cookie) {
  COUNT(probe_tlb_add(iova, granule));
  if (!gather_extend(gather, iova, granule)) add_apart(gather, iova, granule, cookie);
}

static void flush_walk(uint64_t iova, size_t size, size_t granule, void *cookie) {
  (void)cookie;
  (void)iova;
  (void)size;
  (void)granule;
  COUNT(probe_flush_walk(iova, size, granule));
}

const struct ub_tlb_ops smmu_tlb = {
  .flush_walk = flush_walk,
  .add_page = add_page,
  .sync_now = sync_now,
};

const struct ub_tlb_ops smmu_tlb_without_add = {
  .flush_walk = flush_walk,
  .sync_now = sync_now,
};
