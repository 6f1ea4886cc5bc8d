#ifndef UB_TABLE_UNMAP_EACH_H
#define UB_TABLE_UNMAP_EACH_H

#include "table/clear-entries.h"
#include "table/split-block.h"

/* Entries of whatever level the range covers whole. */
#define EVERY_LEVEL UINT32_MAX

/*
 * One step of an unmap's walk: the table below, after a block on the way was split into one; NULL
 * where nothing is mapped, or a block cannot be split.
 */
static ub_pte *enter_table(struct ub_page_table *table, ub_pte *base, unsigned level,
                           uint64_t iova) {
  unsigned index = index_at(table, iova, level);
  uint64_t pte = read_pte(&base[index]);
  COUNT(probe_read_ptes(level, index, 1));
  if (pte == EMPTY) return NULL;
  if (!is_leaf(pte, level)) return table_at(pte);
  if (!table->semantics.splits_blocks) return NULL;
  return split_block(table, base, level, index, 0, 0);
}

/* Clears the entries of `level` that `[iova, iova + size)` covers whole, to the table's end. */
static size_t clear_whole(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                          size_t size, struct ub_gather *gather) {
  unsigned index = index_at(table, iova, level);
  size_t count = smaller_of(size >> shift_of(level), entries_from(index));
  return clear_entries(table, base, level, index, iova, count, gather) << shift_of(level);
}

/* Unmaps what lies within the table `base`; returns the bytes unmapped. */
static size_t unmap_each_level(struct ub_page_table *table, ub_pte *base, unsigned level,
                               uint64_t iova, size_t size, unsigned leaf_level,
                               struct ub_gather *gather) {
  COUNT(probe_visit(level));
  size_t span = span_of(level);
  bool whole_entries = leaf_level == EVERY_LEVEL ? may_be_leaf(table, level) : level == leaf_level;
  size_t done = 0;
  while (done < size) {
    uint64_t at = iova + done;
    size_t left = size - done;
    size_t offset = offset_in(at, level);
    size_t wanted;
    size_t got;
    if (whole_entries && offset == 0 && left >= span) {
      size_t fitting = left >> shift_of(level);
      wanted = smaller_of(fitting, entries_from(index_at(table, at, level)))
               << shift_of(level);
      got = clear_whole(table, base, level, at, wanted, gather);
    } else {
      wanted = smaller_of(span - offset, left);
      ub_pte *child = enter_table(table, base, level, at);
      if (child == NULL) break;
      got = unmap_each_level(table, child, level + 1, at, wanted, leaf_level, gather);
    }
    done += got;
    if (got < wanted) break;
  }
  return done;
}

/* Goes down to the lowest table that holds the whole range, and unmaps from there on. */
static size_t walk_and_unmap_each(struct ub_page_table *table, uint64_t iova, size_t size,
                                  unsigned leaf_level, struct ub_gather *gather) {
  if (!iovas_in_range(table, iova, size)) return 0;
  ub_pte *base = table->root;
  unsigned level = table->start_level;
  COUNT(probe_walk(iova));
  for (; fits_below(iova, size, level); level++) {
    COUNT(probe_visit(level));
    base = enter_table(table, base, level, iova);
    if (base == NULL) return 0;
  }
  return unmap_each_level(table, base, level, iova, size, leaf_level, gather);
}

/*
 * Unmaps a whole range in one descent over mixed page sizes: each leaf goes into the gather, a table
 * that the range covers whole goes unread. Returns the bytes unmapped, up to a hole.
 */
static size_t unmap_each(struct ub_table_ops *ops, uint64_t iova, size_t size,
                         struct ub_gather *gather) {
  return walk_and_unmap_each(page_table_of(ops), iova, size, EVERY_LEVEL, gather);
}

/* Unmaps a run of `pgcount` pages of one size in one descent, across tables. */
static size_t unmap_whole_run(struct ub_table_ops *ops, uint64_t iova, size_t pgsize,
                              size_t pgcount, struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  if (!knows_size(table, pgsize)) return 0;
  return walk_and_unmap_each(table, iova, pgsize * pgcount, level_of(pgsize), gather);
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
  for (unsigned level = table->start_level;; level++) {
    COUNT(probe_visit(level));
    size_t offset = offset_in(iova, level);
    size_t span = span_of(level);
    if (may_be_leaf(table, level) && offset == 0 && reach >= span) {
      return clear_whole(table, base, level, iova, reach, gather);
    }
    reach = smaller_of(reach, span - offset);
    base = enter_table(table, base, level, iova);
    if (base == NULL) return 0;
  }
}

#endif
