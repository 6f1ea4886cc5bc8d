#ifndef UB_TABLE_TRANSLATE_H
#define UB_TABLE_TRANSLATE_H

#include "table/contiguous.h"

/* The physical address behind `iova`; UB_NOT_MAPPED where nothing is mapped. */
static uint64_t translate(struct ub_table_ops *ops, uint64_t iova) {
  struct ub_page_table *table = page_table_of(ops);
  if (!iovas_in_range(table, iova, 1)) return UB_NOT_MAPPED;
  ub_pte *base = table->root;
  for (unsigned level = table->start_level;; level++) {
    uint64_t pte = read_pte(&base[index_at(table, iova, level)]);
    if (pte == EMPTY) return UB_NOT_MAPPED;
    if (is_leaf(pte, level)) return target_of(pte, iova, level);
    base = table_at(pte);
  }
}

#endif
