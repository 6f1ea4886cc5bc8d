#ifndef UB_TABLE_UNMAP_CLEARING_H
#define UB_TABLE_UNMAP_CLEARING_H

#include "table/clear-leaves.h"
#include "table/contiguous.h"
#include "table/walk.h"

/* What goes down with an unmap that clears before tables go. */
struct clearing {
  struct ub_gather *gather;
  /* NULL where nobody is told of leaves. */
  struct noted_range *notes;
  /* Tables that went: the gather's when all is gathered, so that no sync before the last frees one. */
  struct ub_table_list gone;
};

/* Table entries side by side that were cleared and not yet written back. */
struct cleared_tables {
  size_t first;
  size_t count;
};

/* Writes a run of cleared table entries back at once, for a walker that is not coherent. */
static void finish_tables(struct ub_page_table *table, ub_pte *base, struct cleared_tables *run) {
  if (run->count == 0) return;
  if (!table->coherent) flush_ptes(base, run->first, run->count);
  run->count = 0;
}

/* Clears the entry of a table whose leaves are all gone, and sets the table aside. */
static void clear_table_entry(struct ub_page_table *table, ub_pte *base, unsigned level,
                              size_t index, struct cleared_tables *run,
                              struct ub_table_list *gone) {
  (void)level;
  table_defer(&table->memory, table_at(read_pte(&base[index])), gone);
  write_pte(&base[index], EMPTY);
  COUNT(probe_write_ptes(level, index, 1));
  if (run->count == 0) run->first = index;
  run->count++;
}

#define DECLARE_CLEAR_LEVEL(level)                                                               \
  INSTANCE size_t clear_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova, \
                                      size_t size, struct clearing *clearing);

EACH_LEVEL(DECLARE_CLEAR_LEVEL)

/*
 * Unmaps what lies within the table `base`; returns the bytes unmapped. A table below that the range
 * covers goes, whatever page sizes the domain has.
 */
FAST size_t clear_level(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                        size_t size, struct clearing *clearing) {
  struct ub_gather *gather = clearing->gather;
  struct noted_range *notes = clearing->notes;
  size_t span = span_of(level);
  size_t index = index_at(table, iova, level);
  if (level == geometry.last_level) {
    size_t count = size >> shift_of(level);
    if (HAS_CONTIGUOUS) count = whole_leaves(base, level, index, count, CUT_LEAF_GOES);
    if (HAS_CONTIGUOUS && count == 0) return 0;
    return clear_leaves(table, base, level, index, iova, count, gather, notes);
  }
  struct cleared_tables tables = { 0, 0 };
  /* Only the first entry can begin before the range, and only the last one end behind it. */
  size_t offset = offset_in(iova, level);
  size_t done = 0;
  while (done < size) {
    size_t left = size - done;
    if (offset == 0) {
      /* A part at a leaf's start takes the whole leaf with it. */
      size_t fitting = left < span ? 1 : left >> shift_of(level);
      size_t count = smaller_of(fitting, entries_from((unsigned)index));
      if (HAS_CONTIGUOUS) count = whole_leaves(base, level, index, count, CUT_LEAF_GOES);
      if (HAS_CONTIGUOUS && count == 0) break;
      /* A leaf breaks a run of table entries: they are written back before it is gathered. */
      if (tables.count > 0 && continues_run(read_pte(&base[index]), level)) {
        finish_tables(table, base, &tables);
      }
      size_t bytes = clear_leaves(table, base, level, index, iova + done, count, gather, notes);
      index += bytes >> shift_of(level);
      done += bytes;
      if (bytes == count << shift_of(level)) continue;
    } else {
      COUNT(probe_read_ptes(level, index, 1));
    }
    uint64_t pte = read_pte(&base[index]);
    /* A part elsewhere in a leaf takes nothing. */
    if (pte == EMPTY || is_leaf(pte, level)) break;
    size_t reach = smaller_of(span - offset, size - done);
    bool covered = reach == span;
    /* Leaves of another size below may force a sync: no entry may be cleared by then and not shown. */
    if (level + 1 < geometry.last_level) finish_tables(table, base, &tables);
    COUNT(probe_visit(level + 1));
    size_t taken = AT_LEVEL(clear_level, level + 1, table, table_at(pte), iova + done, reach,
                            clearing);
    done += taken;
    if (taken < reach) break;
    if (covered) clear_table_entry(table, base, level, index, &tables, &clearing->gone);
    offset = 0;
    index++;
  }
  finish_tables(table, base, &tables);
  return done;
}

#define CLEAR_LEVEL_OF(level)                                                                    \
  INSTANCE size_t clear_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova, \
                                      size_t size, struct clearing *clearing) {                 \
    return clear_level(table, base, level, iova, size, clearing);                               \
  }

EACH_LEVEL(CLEAR_LEVEL_OF)

/* Goes down to the lowest table that holds the whole range, or to a leaf, and unmaps from there on. */
FAST size_t walk_and_clear(struct ub_page_table *table, uint64_t iova, size_t size,
                           struct clearing *clearing) {
  unsigned last = geometry.last_level;
  unsigned target = lowest_level(table, iova, size);
  struct reached at =
    target == last ? walk(table, iova, last) : AT_LEVEL(walk, target, table, iova);
  if (at.base == NULL) return 0;
  if (at.level == target) COUNT(probe_visit(target));
  return at.level == last
           ? clear_level(table, at.base, last, iova, size, clearing)
           : AT_LEVEL(clear_level, at.level, table, at.base, iova, size, clearing);
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
  struct noted_range notes = notes_for(table, gather);
  struct clearing clearing = { .gather = gather, .notes = wanted_notes(&notes) };
  size_t unmapped = walk_and_clear(table, iova, size, &clearing);
  add_noted(&notes);
  gather->freelist = clearing.gone;
  return unmapped;
}

#endif
