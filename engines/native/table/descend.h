#ifndef UB_TABLE_DESCEND_H
#define UB_TABLE_DESCEND_H

#include <errno.h>

#include "cpu/barriers.h"
#include "table/flush-ptes.h"
#include "table/levels.h"

/*
 * Writes a new table entry back for a walker that is not coherent, and says so in it, so that other
 * walks of the map path need not do it again.
 */
static void mark_written_back(ub_pte *base, unsigned level, unsigned index) {
  (void)level;
  flush_ptes(base, index, 1);
  COUNT(probe_write_ptes(level, index, 1));
  write_pte(&base[index], read_pte(&base[index]) | geometry.written_back);
}

/*
 * Puts an entry that leads to `child` in the place of `expected`. Returns the table that stands
 * there then: another walk's, if it came first.
 */
static ub_pte *publish_table(struct ub_page_table *table, ub_pte *base, unsigned level,
                             unsigned index, uint64_t expected, ub_pte *child) {
  /* What is in the table must be visible before the entry that leads to it. */
  COUNT(probe_publish_barrier());
  publish_barrier();
  COUNT(probe_cas_pte(level, index));
  if (!cas_pte(&base[index], &expected, table_entry(child, level))) {
    COUNT(probe_free_tables(1));
    table_free(&table->memory, child);
    return table_at(expected);
  }
  if (!table->coherent) mark_written_back(base, level, index);
  return child;
}

/* Allocates a table and publishes it in an empty pte. NULL where there is no memory for it. */
static ub_pte *install_table(struct ub_page_table *table, ub_pte *base, unsigned level,
                             unsigned index) {
  ub_pte *child = allocate_table(table, level + 1);
  if (child == NULL) return NULL;
  if (!table->coherent) flush_table(child);
  return publish_table(table, base, level, index, EMPTY, child);
}

/* A table, or the error that there is in its place: no table lies at so high an address. */
FAST ub_pte *refused(int error) {
  return (ub_pte *)(intptr_t)error;
}

FAST bool is_refused(const ub_pte *table) {
  return (intptr_t)table < 0;
}

FAST int error_of(const ub_pte *table) {
  return (int)(intptr_t)table;
}

/* As `descend_or_install` where the entry cannot simply be followed. */
SLOW ub_pte *install_or_refuse(struct ub_page_table *table, ub_pte *base, unsigned level,
                               unsigned index, uint64_t pte) {
  if (pte == EMPTY) {
    ub_pte *installed = install_table(table, base, level, index);
    return installed == NULL ? refused(-ENOMEM) : installed;
  }
  if (is_leaf(pte, level)) return refused(-EEXIST);
  flush_ptes(base, index, 1);
  return table_at(pte);
}

/*
 * One step of a map's walk, above the last level: the table below, made and published first where
 * there is none; refused with -EEXIST where a leaf is in the way, with -ENOMEM where there is no
 * memory.
 */
FAST ub_pte *descend_or_install(struct ub_page_table *table, ub_pte *base, unsigned level,
                                uint64_t iova) {
  unsigned index = index_at(table, iova, level);
  uint64_t pte = read_pte(&base[index]);
  COUNT(probe_read_ptes(level, index, 1));
  if (is_table_seen(table, pte, level)) return table_at(pte);
  return install_or_refuse(table, base, level, index, pte);
}

/* The walk of a map: the table of `target` for `iova`, with tables made on the way; or the error. */
FAST ub_pte *walk_installing(struct ub_page_table *table, uint64_t iova, unsigned target) {
  ub_pte *base = table->root;
  COUNT(probe_walk(iova));
  FOR_EACH_LEVEL
  for (unsigned level = 0; level < target; level++) {
    if (level < table->start_level) continue;
    COUNT(probe_visit(level));
    base = descend_or_install(table, base, level, iova);
    if (is_refused(base)) return base;
  }
  return base;
}

#define WALK_INSTALLING_OF(level)                                                              \
  INSTANCE ub_pte *walk_installing_##level(struct ub_page_table *table, uint64_t iova) {      \
    return walk_installing(table, iova, level);                                               \
  }

EACH_LEVEL(WALK_INSTALLING_OF)

#endif
