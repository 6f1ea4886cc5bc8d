/* One walk for every page of a run, inside one call: only this parts walks from calls. */
#ifndef UB_TABLE_REWALK_H
#define UB_TABLE_REWALK_H

#include "table/map-pages.h"
#include "table/unmap-pages.h"

static int map_rewalking(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                         size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  for (size_t page = 0; page < pgcount; page++) {
    size_t offset = page * pgsize;
    int error = map_pages(ops, iova + offset, paddr + offset, pgsize, 1, prot, gfp, mapped);
    if (error != 0) return error;
  }
  return 0;
}

static size_t unmap_rewalking(struct ub_table_ops *ops, uint64_t iova, size_t pgsize,
                              size_t pgcount, struct ub_gather *gather) {
  size_t done = 0;
  for (size_t page = 0; page < pgcount; page++) {
    size_t unmapped = unmap_pages(ops, iova + done, pgsize, 1, gather);
    if (unmapped == 0) break;
    done += unmapped;
  }
  return done;
}

#endif
