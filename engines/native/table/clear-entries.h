#ifndef UB_TABLE_CLEAR_ENTRIES_H
#define UB_TABLE_CLEAR_ENTRIES_H

#include "table/clear-leaves.h"
#include "table/contiguous.h"
#include "table/drop-table.h"

/* Continues where leaves ended: at a table, which is dropped, and what follows it. */
SLOW size_t clear_tables_too(struct ub_page_table *table, ub_pte *base, unsigned level,
                             size_t index, uint64_t iova, size_t count, struct ub_gather *gather,
                             struct noted_range *notes) {
  size_t bytes = 0;
  size_t wanted = count << shift_of(level);
  for (;;) {
    size_t done = bytes >> shift_of(level);
    if (bytes == wanted || read_pte(&base[index + done]) == EMPTY) return bytes;
    drop_table(table, base, level, (unsigned)(index + done), iova + bytes);
    bytes += span_of(level);
    bytes += clear_leaves(table, base, level, index + done + 1, iova + bytes, count - done - 1,
                          gather, notes);
  }
}

/*
 * Clears up to `count` entries of `level` from `index` on and stops at an empty one. Leaves go into
 * the gather, or are noted; a table, covered whole, is dropped unread. A contiguous leaf in part stays.
 * Returns the bytes cleared.
 */
FAST size_t clear_entries(struct ub_page_table *table, ub_pte *base, unsigned level,
                          size_t index, uint64_t iova, size_t count, struct ub_gather *gather,
                          struct noted_range *notes) {
  if (HAS_CONTIGUOUS) {
    count = whole_leaves(base, level, index, count, CUT_LEAF_STAYS);
    if (count == 0) return 0;
  }
  if (level == geometry.last_level) {
    return clear_leaves(table, base, level, index, iova, count, gather, notes);
  }
  size_t bytes = clear_leaves(table, base, level, index, iova, count, gather, notes);
  if (bytes == count << shift_of(level)) return bytes;
  size_t done = bytes >> shift_of(level);
  return bytes + clear_tables_too(table, base, level, index + done, iova + bytes, count - done,
                                  gather, notes);
}

#endif
