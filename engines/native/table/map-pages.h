#ifndef UB_TABLE_MAP_PAGES_H
#define UB_TABLE_MAP_PAGES_H

#include "table/descend.h"
#include "table/write-leaves.h"

/* Maps a run of leaves of `level` in their table `base`, which is the error where there is none, to its end. */
FAST int map_reached(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                     uint64_t paddr, size_t pgcount, int prot, size_t *mapped) {
  if (is_refused(base)) return error_of(base);
  COUNT(probe_visit(level));
  unsigned index = index_at(table, iova, level);
  size_t count = smaller_of(pgcount, entries_from(index));
  return write_run(table, base, level, index, iova, paddr, count, prot, mapped);
}

#define MAP_RUN_OF(level)                                                                         \
  INSTANCE int map_run_##level(struct ub_page_table *table, uint64_t iova, uint64_t paddr,       \
                               size_t pgcount, int prot, size_t *mapped) {                       \
    return map_reached(table, walk_installing_##level(table, iova), level, iova, paddr, pgcount, \
                       prot, mapped);                                                            \
  }

EACH_LEVEL(MAP_RUN_OF)

/*
 * Maps up to `pgcount` pages with one walk, to the end of the leaf table (4a77b12deb25). Adds what
 * it mapped to `mapped`; undoes nothing on an error.
 */
static int map_pages(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                     size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  struct ub_page_table *table = page_table_of(ops);
  unsigned last = geometry.last_level;
  if (!knows_size(table, pgsize) || !allows_access(prot)) return -EINVAL;
  if (!in_range(table, iova, paddr, pgsize * pgcount)) return -ERANGE;
  int error =
    pgsize == GRANULE
      ? map_reached(table, walk_installing(table, iova, last), last, iova, paddr, pgcount, prot,
                    mapped)
      : AT_LEVEL(map_run, level_of(pgsize), table, iova, paddr, entries_in(pgsize, pgcount), prot,
                 mapped);
  /* All stores must be visible before anything can walk to the new leaves. */
  COUNT(probe_write_barrier());
  write_barrier();
  return error;
}

#endif
