#ifndef UB_TABLE_FREE_SUBTREE_H
#define UB_TABLE_FREE_SUBTREE_H

#include "table/geometry.h"

/*
 * Frees the table `base` and all tables below it. Tables of the last level are not read: they hold
 * no tables.
 */
static void free_subtree(struct ub_page_table *table, ub_pte *base, unsigned level) {
  if (level < geometry.last_level) {
    COUNT(probe_read_ptes(level, 0, ENTRIES));
    for (unsigned index = 0; index < ENTRIES; index++) {
      uint64_t pte = read_pte(&base[index]);
      if (pte == EMPTY || is_leaf(pte, level)) continue;
      free_subtree(table, table_at(pte), level + 1);
    }
  }
  table_free(&table->memory, base);
  COUNT(probe_free_tables(1));
}

#endif
