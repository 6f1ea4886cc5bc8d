#ifndef UB_TABLE_UNMAP_PAGES_H
#define UB_TABLE_UNMAP_PAGES_H

#include "table/clear-entries.h"
#include "table/unmap-inside-block.h"
#include "table/walk.h"

/* Unmaps a run in the table that a walk for `wanted` reached, to the table's end. */
FAST size_t unmap_reached(struct ub_page_table *table, struct reached at, unsigned wanted,
                          uint64_t iova, size_t pgcount, struct ub_gather *gather) {
  if (at.base == NULL) return 0;
  if (at.level != wanted) {
    unsigned index = index_at(table, iova, at.level);
    return unmap_inside_block(table, at.base, at.level, index, iova, span_of(wanted), pgcount,
                              gather);
  }
  unsigned index = index_at(table, iova, wanted);
  COUNT(probe_visit(wanted));
  COUNT(probe_read_ptes(wanted, index, 1));
  if (read_pte(&at.base[index]) == EMPTY) return 0;
  size_t count = smaller_of(pgcount, entries_from(index));
  return clear_entries(table, at.base, wanted, index, iova, count, gather, NULL);
}

#define UNMAP_RUN_OF(level)                                                                       \
  INSTANCE size_t unmap_run_##level(struct ub_page_table *table, uint64_t iova, size_t pgcount,   \
                                    struct ub_gather *gather) {                                  \
    return unmap_reached(table, walk_##level(table, iova), level, iova, pgcount, gather);        \
  }

EACH_LEVEL(UNMAP_RUN_OF)

/*
 * Unmaps up to `pgcount` pages with one walk, to the end of the table (1fe27be5ffec). Returns the
 * bytes unmapped; 0 where nothing is mapped and for arguments out of range.
 */
static size_t unmap_pages(struct ub_table_ops *ops, uint64_t iova, size_t pgsize, size_t pgcount,
                          struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  unsigned last = geometry.last_level;
  if (!knows_size(table, pgsize)) return 0;
  if (!iovas_in_range(table, iova, pgsize * pgcount)) return 0;
  if (pgsize != GRANULE) {
    return AT_LEVEL(unmap_run, level_of(pgsize), table, iova, entries_in(pgsize, pgcount), gather);
  }
  return unmap_reached(table, walk(table, iova, last), last, iova, pgcount, gather);
}

#endif
