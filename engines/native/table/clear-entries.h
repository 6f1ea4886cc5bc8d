#ifndef UB_TABLE_CLEAR_ENTRIES_H
#define UB_TABLE_CLEAR_ENTRIES_H

#include "table/drop-table.h"
#include "table/flush-ptes.h"
#include "table/geometry.h"

/*
 * Clears up to `count` leaves from `index` on, puts each into the gather, and stops at an entry that
 * is empty or a table. Returns the leaves cleared.
 */
FAST size_t clear_leaves(struct ub_page_table *table, ub_pte *base, unsigned level, size_t index,
                         uint64_t iova, size_t count, struct ub_gather *gather) {
  ub_pte *from = base + index;
  ub_pte *end = from + count;
  ub_pte *at = from;
  for (; at < end; at++) {
    uint64_t pte = read_pte(at);
    if (pte == EMPTY || !is_leaf(pte, level)) break;
    write_pte(at, EMPTY);
    /* Linux up to 6.11 writes back each pte by itself here. */
    if (!table->coherent) flush_ptes(base, (size_t)(at - base), 1);
    if (!gather->queued) table->tlb->add_page(gather, iova, span_of(level), table->cookie);
    iova += span_of(level);
  }
  size_t cleared = (size_t)(at - from);
  /* The entry that ended it has been looked at too. */
  COUNT(probe_read_ptes(level, index, smaller_of(cleared + 1, count)));
  COUNT(probe_write_ptes(level, index, cleared));
  COUNT(probe_clear_leaves(cleared));
  return cleared;
}

/* Goes on where leaves ended: at a table, which is dropped, and what follows it. */
SLOW size_t clear_tables_too(struct ub_page_table *table, ub_pte *base, unsigned level,
                             unsigned index, uint64_t iova, size_t count,
                             struct ub_gather *gather) {
  size_t cleared = 0;
  for (;;) {
    unsigned at = index + (unsigned)cleared;
    if (cleared == count || read_pte(&base[at]) == EMPTY) return cleared;
    drop_table(table, base, level, at, iova + (cleared << shift_of(level)));
    cleared++;
    uint64_t from = iova + (cleared << shift_of(level));
    cleared += clear_leaves(table, base, level, at + 1, from, count - cleared, gather);
  }
}

/*
 * Clears up to `count` entries of `level` from `index` on and stops at an empty one. Leaves go into
 * the gather; a table, covered whole, is dropped unread. Returns the entries cleared.
 */
FAST size_t clear_entries(struct ub_page_table *table, ub_pte *base, unsigned level,
                          unsigned index, uint64_t iova, size_t count, struct ub_gather *gather) {
  size_t cleared = clear_leaves(table, base, level, index, iova, count, gather);
  if (cleared == count || level == geometry.last_level) return cleared;
  uint64_t from = iova + (cleared << shift_of(level));
  unsigned at = index + (unsigned)cleared;
  return cleared + clear_tables_too(table, base, level, at, from, count - cleared, gather);
}

#endif
