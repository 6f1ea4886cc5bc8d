#ifndef UB_CORE_MAP_PAGE_BY_PAGE_H
#define UB_CORE_MAP_PAGE_BY_PAGE_H

#include "contract/probe.h"
#include "core/page-size.h"
#include "driver/ops.h"

/* A page a call, as before the series. */
static int map_page_by_page(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size,
                            int prot, size_t *mapped) {
  const struct ub_driver_ops *ops = domain->ops;
  while (*mapped < size) {
    uint64_t at = iova + *mapped;
    uint64_t to = paddr + *mapped;
    size_t pgsize = pick_page_size(domain->pgsize_bitmap, at, to, size - *mapped);
    COUNT(probe_driver_call(OP_MAP_PAGES, at, pgsize, 1));
    int error = ops->map_pages(domain, at, to, pgsize, 1, prot, 0, mapped);
    if (error != 0) return error;
  }
  return 0;
}

#endif
