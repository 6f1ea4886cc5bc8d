#ifndef UB_CORE_UNMAP_PAGE_BY_PAGE_H
#define UB_CORE_UNMAP_PAGE_BY_PAGE_H

#include "contract/probe.h"
#include "core/page-size.h"
#include "driver/ops.h"

/* A page a call, as before the series. */
static size_t unmap_page_by_page(struct ub_domain *domain, uint64_t iova, size_t size,
                                 struct ub_gather *gather) {
  const struct ub_driver_ops *ops = domain->ops;
  size_t done = 0;
  while (done < size) {
    uint64_t at = iova + done;
    size_t pgsize = pick_page_size(domain->pgsize_bitmap, at, at, size - done);
    COUNT(probe_driver_call(OP_UNMAP_PAGES, at, pgsize, 1));
    size_t unmapped = ops->unmap_pages(domain, at, pgsize, 1, gather);
    if (unmapped == 0) break;
    done += unmapped;
  }
  return done;
}

#endif
