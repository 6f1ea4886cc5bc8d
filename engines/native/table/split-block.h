#ifndef UB_TABLE_SPLIT_BLOCK_H
#define UB_TABLE_SPLIT_BLOCK_H

#include "table/descend.h"
#include "table/write-leaves.h"

/*
 * Replaces the block at `index` by a table of the next smaller leaves that lead to the same memory,
 * except for `holes` of them from `hole` on, which are left empty. Returns the table; NULL where
 * there is no memory for it.
 */
SLOW ub_pte *split_block(struct ub_page_table *table, ub_pte *base, unsigned level,
                           unsigned index, unsigned hole, size_t holes) {
  unsigned below = level + 1;
  ub_pte *child = allocate_table(table, below);
  if (child == NULL) return NULL;
  uint64_t block = read_pte(&base[index]);
  uint64_t attributes = smaller_leaf(block, below);
  uint64_t paddr = address_of(block);
  size_t step = span_of(below);
  size_t after = hole + holes;
  fill_leaves(child, hole, paddr, step, attributes);
  fill_leaves(child + after, ENTRIES - after, paddr + after * step, step, attributes);
  COUNT(probe_write_ptes(below, 0, ENTRIES - holes));
  if (!table->coherent) flush_table(child);
  return publish_table(table, base, level, index, block, child);
}

#endif
