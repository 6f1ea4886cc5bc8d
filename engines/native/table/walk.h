/* The walk of an unmap: it finds tables, and makes none but those that a block is split into. */
#ifndef UB_TABLE_WALK_H
#define UB_TABLE_WALK_H

#include "table/levels.h"
#include "table/split-block.h"

/* Where a walk ended. */
struct reached {
  /* NULL where nothing is mapped. */
  ub_pte *base;
  /* Above the one that was asked for where a leaf is in the way, in `base`. */
  unsigned level;
};

/* Walks from the root to the table of `target` that holds `iova`. */
FAST struct reached walk(struct ub_page_table *table, uint64_t iova, unsigned target) {
  ub_pte *base = table->root;
  COUNT(probe_walk(iova));
  FOR_EACH_LEVEL
  for (unsigned level = 0; level < target; level++) {
    if (level < table->start_level) continue;
    unsigned index = index_at(table, iova, level);
    uint64_t pte = read_pte(&base[index]);
    COUNT(probe_visit(level));
    COUNT(probe_read_ptes(level, index, 1));
    if (!is_table(pte, level)) return (struct reached){ pte == EMPTY ? NULL : base, level };
    base = table_at(pte);
  }
  return (struct reached){ base, target };
}

#define WALK_OF(level)                                                          \
  INSTANCE struct reached walk_##level(struct ub_page_table *table, uint64_t iova) { \
    return walk(table, iova, level);                                           \
  }

EACH_LEVEL(WALK_OF)

/*
 * One step of a walk that goes into leaves: the table below, after a block on the way was split into
 * one; NULL where nothing is mapped, or a block cannot be split.
 */
FAST ub_pte *enter_table(struct ub_page_table *table, ub_pte *base, unsigned level,
                         uint64_t iova) {
  unsigned index = index_at(table, iova, level);
  uint64_t pte = read_pte(&base[index]);
  COUNT(probe_read_ptes(level, index, 1));
  if (is_table(pte, level)) return table_at(pte);
  if (pte == EMPTY || !table->semantics.splits_blocks) return NULL;
  return split_block(table, base, level, index, 0, 0);
}

/* Continues a walk that met a block, by splitting it, down to `target`; NULL where that cannot be. */
SLOW ub_pte *walk_into_block(struct ub_page_table *table, struct reached at, uint64_t iova,
                             unsigned target) {
  if (at.base == NULL || !table->semantics.splits_blocks) return NULL;
  unsigned index = index_at(table, iova, at.level);
  ub_pte *base = split_block(table, at.base, at.level, index, 0, 0);
  for (unsigned level = at.level + 1; base != NULL && level < target; level++) {
    COUNT(probe_visit(level));
    base = enter_table(table, base, level, iova);
  }
  return base;
}

#endif
