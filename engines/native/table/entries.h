/* Every entry of a table as it stands in memory: in the build that counts, for tests. */
#ifndef UB_TABLE_ENTRIES_H
#define UB_TABLE_ENTRIES_H

#ifdef UB_COUNT

#include "table/geometry.h"

static void visit_entries_of(ub_pte *base, unsigned entries, unsigned level,
                             ub_entry_visitor *entry, void *context) {
  for (unsigned index = 0; index < entries; index++) {
    uint64_t pte = read_pte(&base[index]);
    if (pte == EMPTY) continue;
    if (is_leaf(pte, level)) {
      entry(context, level, index, pte);
    } else {
      entry(context, level, index, pte & ~geometry.address);
      visit_entries_of(table_at(pte), ENTRIES, level + 1, entry, context);
    }
  }
}

static void visit_entries(struct ub_table_ops *ops, ub_entry_visitor *entry, void *context) {
  struct ub_page_table *table = page_table_of(ops);
  visit_entries_of(table->root, table->root_entries, table->start_level, entry, context);
}

#endif

#endif
