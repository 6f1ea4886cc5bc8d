#ifndef UB_TABLE_DROP_TABLE_H
#define UB_TABLE_DROP_TABLE_H

#include "table/flush-ptes.h"
#include "table/free-subtree.h"
#include "table/geometry.h"

/* Clears the table entry at `index`, invalidates the walk caches and frees what was below. */
SLOW void drop_table(struct ub_page_table *table, ub_pte *base, unsigned level, unsigned index,
                       uint64_t iova) {
  ub_pte *child = table_at(read_pte(&base[index]));
  write_pte(&base[index], EMPTY);
  COUNT(probe_write_ptes(level, index, 1));
  if (!table->coherent) flush_ptes(base, index, 1);
  table->tlb->flush_walk(iova, span_of(level), GRANULE, table->cookie);
  free_subtree(table, child, level + 1);
}

#endif
