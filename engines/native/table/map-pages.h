#ifndef UB_TABLE_MAP_PAGES_H
#define UB_TABLE_MAP_PAGES_H

#include "table/descend.h"
#include "table/write-leaves.h"

/* Walks to the table of `leaf_level` and maps a run there, to the table's end. */
FAST int walk_and_map(struct ub_page_table *table, uint64_t iova, uint64_t paddr,
                      unsigned leaf_level, size_t pgcount, int prot, size_t *mapped) {
  ub_pte *base = table->root;
  COUNT(probe_walk(iova));
  FOR_EACH_LEVEL
  for (unsigned level = 0; level < leaf_level; level++) {
    if (level < table->start_level) continue;
    COUNT(probe_visit(level));
    base = descend_or_install(table, base, level, iova);
    if (is_refused(base)) return error_of(base);
  }
  COUNT(probe_visit(leaf_level));
  unsigned index = index_at(table, iova, leaf_level);
  size_t count = smaller_of(pgcount, entries_from(index));
  return write_leaves(table, base, leaf_level, index, iova, paddr, count, prot, mapped);
}

/* Blocks take the same way, apart from pages: for those the level is a constant. */
static __attribute__((noinline)) int walk_and_map_blocks(struct ub_page_table *table,
                                                         uint64_t iova, uint64_t paddr,
                                                         size_t pgsize, size_t pgcount, int prot,
                                                         size_t *mapped) {
  return walk_and_map(table, iova, paddr, level_of(pgsize), pgcount, prot, mapped);
}

/*
 * Maps up to `pgcount` pages with one walk, to the end of the leaf table (4a77b12deb25). Adds what
 * it mapped to `mapped`; undoes nothing on an error.
 */
static int map_pages(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                     size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  struct ub_page_table *table = page_table_of(ops);
  if (!knows_size(table, pgsize) || !allows_access(prot)) return -EINVAL;
  if (!in_range(table, iova, paddr, pgsize * pgcount)) return -ERANGE;
  int error =
    pgsize == GRANULE
      ? walk_and_map(table, iova, paddr, geometry.last_level, pgcount, prot, mapped)
      : walk_and_map_blocks(table, iova, paddr, pgsize, pgcount, prot, mapped);
  /* All stores must be visible before anything can walk to the new leaves. */
  COUNT(probe_write_barrier());
  write_barrier();
  return error;
}

#endif
