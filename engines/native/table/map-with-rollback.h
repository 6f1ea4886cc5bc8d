#ifndef UB_TABLE_MAP_WITH_ROLLBACK_H
#define UB_TABLE_MAP_WITH_ROLLBACK_H

#include "table/map-whole.h"
#include "table/unmap-whole.h"

/*
 * Maps a run as `map_whole_run`, but unmaps what it had mapped itself when it fails, with TLB
 * maintenance of its own: what the series called a layering violation and left to the core. Adds to
 * `mapped` only what stays.
 */
static int map_with_rollback(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr,
                             size_t pgsize, size_t pgcount, int prot, unsigned gfp,
                             size_t *mapped) {
  struct ub_page_table *table = page_table_of(ops);
  size_t own = 0;
  int error = map_whole_run(ops, iova, paddr, pgsize, pgcount, prot, gfp, &own);
  if (error == 0) {
    *mapped += own;
  } else if (own > 0) {
    struct ub_gather gather;
    /* Nothing is gathered: the whole range is invalidated at once, below. */
    gather_start(&gather, true);
    unmap_whole_run(ops, iova, pgsize, own / pgsize, &gather);
    table->tlb->flush_walk(iova, own, GRANULE, table->cookie);
  }
  return error;
}

#endif
