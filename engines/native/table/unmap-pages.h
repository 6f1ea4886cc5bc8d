#ifndef UB_TABLE_UNMAP_PAGES_H
#define UB_TABLE_UNMAP_PAGES_H

#include "table/clear-entries.h"
#include "table/unmap-inside-block.h"

/* Ends an unmap above the last level: clears blocks and tables, or unmaps a part of a block. */
static __attribute__((noinline)) size_t unmap_blocks(struct ub_page_table *table, ub_pte *base,
                                                     unsigned level, uint64_t iova, size_t pgsize,
                                                     size_t pgcount, struct ub_gather *gather) {
  unsigned index = index_at(table, iova, level);
  if (span_of(level) > pgsize) {
    return unmap_inside_block(table, base, level, index, iova, pgsize, pgcount, gather);
  }
  size_t count = smaller_of(pgcount, entries_from(index));
  return clear_entries(table, base, level, index, iova, count, gather) << shift_of(level);
}

/*
 * Unmaps up to `pgcount` pages with one walk, to the end of the table (1fe27be5ffec). Returns the
 * bytes unmapped; 0 where nothing is mapped and for arguments out of range.
 */
static size_t unmap_pages(struct ub_table_ops *ops, uint64_t iova, size_t pgsize, size_t pgcount,
                          struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  if (!knows_size(table, pgsize)) return 0;
  if (!iovas_in_range(table, iova, pgsize * pgcount)) return 0;
  unsigned last = geometry.last_level;
  ub_pte *base = table->root;
  COUNT(probe_walk(iova));
  FOR_EACH_LEVEL
  for (unsigned level = 0; level < last; level++) {
    if (level < table->start_level) continue;
    unsigned index = index_at(table, iova, level);
    uint64_t pte = read_pte(&base[index]);
    COUNT(probe_visit(level));
    COUNT(probe_read_ptes(level, index, 1));
    if (span_of(level) == pgsize || !is_table(pte)) {
      if (pte == EMPTY) return 0;
      return unmap_blocks(table, base, level, iova, pgsize, pgcount, gather);
    }
    base = table_at(pte);
  }
  unsigned index = index_at(table, iova, last);
  COUNT(probe_visit(last));
  COUNT(probe_read_ptes(last, index, 1));
  if (read_pte(&base[index]) == EMPTY) return 0;
  size_t count = smaller_of(pgcount, entries_from(index));
  return clear_entries(table, base, last, index, iova, count, gather) << shift_of(last);
}

#endif
