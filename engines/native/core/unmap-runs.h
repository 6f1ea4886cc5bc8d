#ifndef UB_CORE_UNMAP_RUNS_H
#define UB_CORE_UNMAP_RUNS_H

#include "contract/probe.h"
#include "core/page-size.h"
#include "driver/ops.h"

/* A run of equal pages a call; the table clears up to its end and the core continues from there (b1d99dc5f983). */
static size_t unmap_runs(struct ub_domain *domain, uint64_t iova, size_t size,
                         struct ub_gather *gather) {
  const struct ub_driver_ops *ops = domain->ops;
  size_t done = 0;
  while (done < size) {
    uint64_t at = iova + done;
    struct page_run run = pick_page_run(domain->pgsize_bitmap, at, at, size - done);
    COUNT(probe_driver_call(OP_UNMAP_PAGES, at, run.pgsize, run.count));
    size_t unmapped = ops->unmap_pages(domain, at, run.pgsize, run.count, gather);
    if (unmapped == 0) break;
    done += unmapped;
  }
  return done;
}

#endif
