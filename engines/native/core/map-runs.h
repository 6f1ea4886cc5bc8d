#ifndef UB_CORE_MAP_RUNS_H
#define UB_CORE_MAP_RUNS_H

#include "contract/probe.h"
#include "core/page-size.h"
#include "driver/ops.h"

/* A run of equal pages a call; the table maps up to its end and the core continues from there (ca073b55d16a). */
static int map_runs(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size, int prot,
                    size_t *mapped) {
  const struct ub_driver_ops *ops = domain->ops;
  while (*mapped < size) {
    uint64_t at = iova + *mapped;
    uint64_t to = paddr + *mapped;
    struct page_run run = pick_page_run(domain->pgsize_bitmap, at, to, size - *mapped);
    COUNT(probe_driver_call(OP_MAP_PAGES, at, run.pgsize, run.count));
    int error = ops->map_pages(domain, at, to, run.pgsize, run.count, prot, 0, mapped);
    if (error != 0) return error;
  }
  return 0;
}

#endif
