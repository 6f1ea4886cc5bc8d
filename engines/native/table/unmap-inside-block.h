#ifndef UB_TABLE_UNMAP_INSIDE_BLOCK_H
#define UB_TABLE_UNMAP_INSIDE_BLOCK_H

#include "table/clear-leaves.h"
#include "table/split-block.h"

/*
 * Unmaps up to `pgcount` pages of `pgsize` inside the larger block at `index`, where that splits the
 * block: level by level, and the last table is made without the pages that go. Returns the bytes
 * unmapped; 0 where blocks are not split, or where there is no memory for a table.
 */
SLOW size_t unmap_inside_block(struct ub_page_table *table, ub_pte *base, unsigned level,
                                 unsigned index, uint64_t iova, size_t pgsize, size_t pgcount,
                                 struct ub_gather *gather) {
  if (!table->semantics.splits_blocks) return 0;
  unsigned below = level + 1;
  unsigned below_index = index_at(table, iova, below);
  if (span_of(below) > pgsize) {
    ub_pte *child = split_block(table, base, level, index, 0, 0);
    if (child == NULL) return 0;
    COUNT(probe_visit(below));
    COUNT(probe_read_ptes(below, below_index, 1));
    return unmap_inside_block(table, child, below, below_index, iova, pgsize, pgcount, gather);
  }
  size_t count = smaller_of(pgcount, entries_from(below_index));
  if (split_block(table, base, level, index, below_index, count) == NULL) return 0;
  COUNT(probe_clear_leaves(count));
  /* Linux 6.1 adds these pages whether a flush queue invalidates later or not. */
  bool reports = !gather->queued && table->tlb->add_page != NULL;
  if (reports) AT_LEVEL(add_leaves, below, table, iova, count * pgsize, gather);
  return count * pgsize;
}

#endif
