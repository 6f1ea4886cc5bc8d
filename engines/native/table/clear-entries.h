#ifndef UB_TABLE_CLEAR_ENTRIES_H
#define UB_TABLE_CLEAR_ENTRIES_H

#include "table/clear-leaves.h"
#include "table/drop-table.h"

/* Goes on where leaves ended: at a table, which is dropped, and what follows it. */
SLOW size_t clear_tables_too(struct ub_page_table *table, ub_pte *base, unsigned level,
                             unsigned index, uint64_t iova, size_t count,
                             struct ub_gather *gather, struct range_notes *notes) {
  size_t cleared = 0;
  for (;;) {
    unsigned at = index + (unsigned)cleared;
    if (cleared == count || read_pte(&base[at]) == EMPTY) return cleared;
    drop_table(table, base, level, at, iova + (cleared << shift_of(level)));
    cleared++;
    uint64_t from = iova + (cleared << shift_of(level));
    cleared += clear_leaves(table, base, level, at + 1, from, count - cleared, gather, notes);
  }
}

/*
 * Clears up to `count` entries of `level` from `index` on and stops at an empty one. Leaves go into
 * the gather, or are noted; a table, covered whole, is dropped unread. Returns the entries cleared.
 */
FAST size_t clear_entries(struct ub_page_table *table, ub_pte *base, unsigned level,
                          unsigned index, uint64_t iova, size_t count, struct ub_gather *gather,
                          struct range_notes *notes) {
  size_t cleared = clear_leaves(table, base, level, index, iova, count, gather, notes);
  if (cleared == count || level == geometry.last_level) return cleared;
  uint64_t from = iova + (cleared << shift_of(level));
  unsigned at = index + (unsigned)cleared;
  return cleared +
         clear_tables_too(table, base, level, at, from, count - cleared, gather, notes);
}

#endif
