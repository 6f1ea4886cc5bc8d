/* Looking through a whole table, outside of anything that is timed. */
#ifndef UB_TABLE_LEAVES_H
#define UB_TABLE_LEAVES_H

#include "table/contiguous.h"

struct visit {
  uint64_t from;
  ub_leaf_visitor *leaf;
  void *context;
};

/* Returns whether to continue. */
static bool visit_table(const struct visit *visit, ub_pte *base, unsigned entries, unsigned level,
                        uint64_t iova) {
  for (unsigned index = 0; index < entries; index++) {
    uint64_t at = iova + ((uint64_t)index << shift_of(level));
    uint64_t pte = read_pte(&base[index]);
    if (pte == EMPTY || at + span_of(level) <= visit->from) continue;
    unsigned count = 1;
    if (HAS_CONTIGUOUS && is_leaf(pte, level)) count = entries_of_leaf(base, index, level);
    bool go_on =
      is_leaf(pte, level)
        ? visit->leaf(visit->context, at, target_of(pte, at, level), count * span_of(level))
        : visit_table(visit, table_at(pte), ENTRIES, level + 1, at);
    if (!go_on) return false;
    index += count - 1;
  }
  return true;
}

/* Visits every leaf that ends after `from`, in ascending order of its iova. */
static void visit_leaves(struct ub_table_ops *ops, uint64_t from, ub_leaf_visitor *leaf, void *context) {
  struct ub_page_table *table = page_table_of(ops);
  struct visit visit = { from, leaf, context };
  visit_table(&visit, table->root, table->root_entries, table->start_level, 0);
}

static uint64_t tables_below(ub_pte *base, unsigned entries, unsigned level) {
  uint64_t tables = 0;
  if (level == geometry.last_level) return tables;
  for (unsigned index = 0; index < entries; index++) {
    uint64_t pte = read_pte(&base[index]);
    if (pte == EMPTY || is_leaf(pte, level)) continue;
    tables += 1 + tables_below(table_at(pte), ENTRIES, level + 1);
  }
  return tables;
}

/* Tables that the root reaches, itself included. */
static uint64_t reachable_tables(struct ub_table_ops *ops) {
  struct ub_page_table *table = page_table_of(ops);
  uint64_t roots = table->root_entries / ENTRIES;
  return roots + tables_below(table->root, table->root_entries, table->start_level);
}

#endif
