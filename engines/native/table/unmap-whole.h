#ifndef UB_TABLE_UNMAP_WHOLE_H
#define UB_TABLE_UNMAP_WHOLE_H

#include "table/clear-entries.h"
#include "table/walk.h"

/* Clears the entries of `level` that `[iova, iova + size)` covers whole, to the table's end. */
FAST size_t clear_whole(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                        size_t size, struct ub_gather *gather, struct noted_range *notes) {
  unsigned index = index_at(table, iova, level);
  size_t count = smaller_of(size >> shift_of(level), entries_from(index));
  return clear_entries(table, base, level, index, iova, count, gather, notes);
}

#define DECLARE_UNMAP_LEVEL(level)                                                               \
  INSTANCE size_t unmap_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova, \
                                      size_t size, uint64_t leaf_sizes,                         \
                                      struct ub_gather *gather, struct noted_range *notes);

EACH_LEVEL(DECLARE_UNMAP_LEVEL)

/*
 * Unmaps what lies within the table `base`; returns the bytes unmapped. Entries that the range covers
 * whole go at the levels whose leaves are of `leaf_sizes`.
 */
FAST size_t unmap_level(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                        size_t size, uint64_t leaf_sizes, struct ub_gather *gather,
                        struct noted_range *notes) {
  COUNT(probe_visit(level));
  if (level == geometry.last_level) {
    return clear_whole(table, base, level, iova, size, gather, notes);
  }
  size_t span = span_of(level);
  bool whole_entries = (leaf_sizes & span) != 0;
  size_t done = 0;
  while (done < size) {
    uint64_t at = iova + done;
    size_t left = size - done;
    size_t offset = offset_in(at, level);
    size_t wanted;
    size_t got;
    if (whole_entries && offset == 0 && left >= span) {
      wanted = smaller_of(left >> shift_of(level), entries_from(index_at(table, at, level)))
               << shift_of(level);
      got = clear_whole(table, base, level, at, wanted, gather, notes);
    } else {
      wanted = smaller_of(span - offset, left);
      ub_pte *child = enter_table(table, base, level, at);
      if (child == NULL) break;
      got = AT_LEVEL(unmap_level, level + 1, table, child, at, wanted, leaf_sizes, gather, notes);
    }
    done += got;
    if (got < wanted) break;
  }
  return done;
}

#define UNMAP_LEVEL_OF(level)                                                                    \
  INSTANCE size_t unmap_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova, \
                                      size_t size, uint64_t leaf_sizes,                         \
                                      struct ub_gather *gather, struct noted_range *notes) {    \
    return unmap_level(table, base, level, iova, size, leaf_sizes, gather, notes);              \
  }

EACH_LEVEL(UNMAP_LEVEL_OF)

/* The table of `target`, the lowest that holds the whole range; blocks on the way are split. */
FAST ub_pte *walk_for_whole(struct ub_page_table *table, uint64_t iova, unsigned target) {
  struct reached at = target == geometry.last_level ? walk(table, iova, geometry.last_level)
                                                    : AT_LEVEL(walk, target, table, iova);
  return at.level == target ? at.base : walk_into_block(table, at, iova, target);
}

/* Goes down to the lowest table that holds the whole range, and unmaps from there on. */
FAST size_t unmap_whole(struct ub_page_table *table, uint64_t iova, size_t size,
                        uint64_t leaf_sizes, struct ub_gather *gather,
                        struct noted_range *notes) {
  unsigned last = geometry.last_level;
  if (!iovas_in_range(table, iova, size)) return 0;
  unsigned target = lowest_level(table, iova, size);
  ub_pte *base = walk_for_whole(table, iova, target);
  if (base == NULL) return 0;
  return target == last
           ? unmap_level(table, base, last, iova, size, leaf_sizes, gather, notes)
           : AT_LEVEL(unmap_level, target, table, base, iova, size, leaf_sizes, gather, notes);
}

/*
 * Unmaps a whole range in one descent over mixed page sizes: each leaf goes into the gather, a table
 * that the range covers whole goes unread. Returns the bytes unmapped, up to a hole.
 */
static size_t unmap_operation(struct ub_table_ops *ops, uint64_t iova, size_t size,
                              struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  return unmap_whole(table, iova, size, table->pgsize_bitmap, gather, NULL);
}

/* As `unmap_operation`, but leaves of one size that lie side by side are one range of the gather. */
static size_t unmap_operation_by_range(struct ub_table_ops *ops, uint64_t iova, size_t size,
                                       struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  struct noted_range notes = notes_for(table, gather);
  size_t unmapped =
    unmap_whole(table, iova, size, table->pgsize_bitmap, gather, wanted_notes(&notes));
  add_noted(&notes);
  return unmapped;
}

/* Unmaps a run of `pgcount` pages of one size in one descent, across tables. */
static size_t unmap_whole_run(struct ub_table_ops *ops, uint64_t iova, size_t pgsize,
                              size_t pgcount, struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  if (!knows_size(table, pgsize)) return 0;
  return unmap_whole(table, iova, pgsize * pgcount, entry_size_of(pgsize), gather, NULL);
}

/*
 * Unmaps what the first table on the way holds of a range, to that table's end. Returns the bytes
 * unmapped; the caller asks again for what is left.
 */
static size_t unmap_to_table_end(struct ub_table_ops *ops, uint64_t iova, size_t size,
                                 struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  if (!iovas_in_range(table, iova, size)) return 0;
  ub_pte *base = table->root;
  size_t reach = size;
  COUNT(probe_walk(iova));
  FOR_EACH_LEVEL
  for (unsigned level = 0; level <= geometry.last_level; level++) {
    if (level < table->start_level) continue;
    COUNT(probe_visit(level));
    size_t offset = offset_in(iova, level);
    size_t span = span_of(level);
    if (may_be_leaf(table, level) && offset == 0 && reach >= span) {
      return clear_whole(table, base, level, iova, reach, gather, NULL);
    }
    reach = smaller_of(reach, span - offset);
    base = enter_table(table, base, level, iova);
    if (base == NULL) return 0;
  }
  return 0;
}

#endif
