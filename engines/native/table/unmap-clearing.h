#ifndef UB_TABLE_UNMAP_CLEARING_H
#define UB_TABLE_UNMAP_CLEARING_H

#include "table/clear-leaves.h"
#include "table/walk.h"

/* Table entries side by side that were cleared and not yet written back. */
struct cleared_tables {
  size_t first;
  size_t count;
};

/* Reports a run of cleared table entries, and writes it back at once. */
static void finish_tables(struct ub_page_table *table, ub_pte *base, unsigned level,
                          const struct cleared_tables *run) {
  (void)level;
  if (run->count == 0) return;
  COUNT(probe_write_ptes(level, run->first, run->count));
  if (!table->coherent) flush_ptes(base, run->first, run->count);
}

/* Clears the entry of a table whose leaves are all gone, and sets the table aside until the iotlb sync. */
static void clear_table_entry(struct ub_page_table *table, ub_pte *base, unsigned level,
                              size_t index, struct cleared_tables *run, struct ub_gather *gather) {
  table_defer(&table->memory, table_at(read_pte(&base[index])), &gather->tables);
  write_pte(&base[index], EMPTY);
  if (run->count > 0 && run->first + run->count != index) {
    finish_tables(table, base, level, run);
    run->count = 0;
  }
  if (run->count == 0) run->first = index;
  run->count++;
}

#define DECLARE_CLEAR_LEVEL(level)                                                               \
  INSTANCE size_t clear_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova, \
                                      size_t size, bool goes, struct ub_gather *gather,         \
                                      struct range_notes *notes);

EACH_LEVEL(DECLARE_CLEAR_LEVEL)

/*
 * Unmaps what lies within the table `base`, which itself `goes` or stays; returns the bytes
 * unmapped. A table that the range covers goes where its span is a page size of the domain, and
 * then all tables below it do.
 */
FAST size_t clear_level(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                        size_t size, bool goes, struct ub_gather *gather,
                        struct range_notes *notes) {
  size_t span = span_of(level);
  size_t index = index_at(table, iova, level);
  if (level == geometry.last_level) {
    size_t count = size >> shift_of(level);
    return clear_leaves(table, base, level, index, iova, count, gather, notes);
  }
  bool tables_go = goes || may_be_leaf(table, level);
  struct cleared_tables tables = { 0, 0 };
  /* Only the first entry can begin before the range, and only the last one end behind it. */
  size_t offset = offset_in(iova, level);
  size_t done = 0;
  while (done < size) {
    size_t left = size - done;
    size_t reach = smaller_of(span - offset, left);
    bool whole = reach == span;
    if (whole) {
      size_t count = smaller_of(left >> shift_of(level), entries_from((unsigned)index));
      size_t bytes =
        clear_leaves(table, base, level, index, iova + done, count, gather, notes);
      index += bytes >> shift_of(level);
      done += bytes;
      if (bytes == count << shift_of(level)) continue;
      if (read_pte(&base[index]) == EMPTY) break;
    } else {
      uint64_t pte = read_pte(&base[index]);
      if (offset == 0 && pte != EMPTY && is_leaf(pte, level)) {
        /* A part at a leaf's start takes the whole leaf with it; a part elsewhere takes nothing. */
        clear_leaves(table, base, level, index, iova + done, 1, gather, notes);
        done += span;
        break;
      }
      COUNT(probe_read_ptes(level, index, 1));
      if (pte == EMPTY || is_leaf(pte, level)) break;
    }
    ub_pte *child = table_at(read_pte(&base[index]));
    bool child_goes = whole && tables_go;
    COUNT(probe_visit(level + 1));
    size_t taken = AT_LEVEL(clear_level, level + 1, table, child, iova + done, reach, child_goes,
                            gather, notes);
    done += taken;
    if (taken < reach) break;
    if (child_goes) clear_table_entry(table, base, level, index, &tables, gather);
    offset = 0;
    index++;
  }
  finish_tables(table, base, level, &tables);
  return done;
}

#define CLEAR_LEVEL_OF(level)                                                                    \
  INSTANCE size_t clear_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova, \
                                      size_t size, bool goes, struct ub_gather *gather,         \
                                      struct range_notes *notes) {                              \
    return clear_level(table, base, level, iova, size, goes, gather, notes);                    \
  }

EACH_LEVEL(CLEAR_LEVEL_OF)

/* Goes down to the lowest table that holds the whole range, or to a leaf, and unmaps from there on. */
static size_t walk_and_clear(struct ub_page_table *table, uint64_t iova, size_t size,
                             struct ub_gather *gather, struct range_notes *notes) {
  unsigned last = geometry.last_level;
  unsigned target = lowest_level(table, iova, size);
  struct reached at =
    target == last ? walk(table, iova, last) : AT_LEVEL(walk, target, table, iova);
  if (at.base == NULL) return 0;
  if (at.level == target) COUNT(probe_visit(target));
  return at.level == last
           ? clear_level(table, at.base, last, iova, size, false, gather, notes)
           : AT_LEVEL(clear_level, at.level, table, at.base, iova, size, false, gather, notes);
}

/*
 * Unmaps a whole range in one descent, whatever its leaves are, as generic_pt's unmap_range does:
 * every pte of a table is cleared before the table goes, and it is freed after the iotlb sync. Leaves
 * of one size that lie side by side are one range of the gather. Returns the bytes unmapped, up to
 * a hole, or more than asked for where the last leaf reaches beyond the range.
 */
static size_t unmap_clearing(struct ub_table_ops *ops, uint64_t iova, size_t size,
                             struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  if (!iovas_in_range(table, iova, size)) return 0;
  struct range_notes notes = notes_for(table, gather);
  size_t unmapped = walk_and_clear(table, iova, size, gather, wanted_notes(&notes));
  add_noted(&notes);
  return unmapped;
}

#endif
