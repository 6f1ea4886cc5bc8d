/*
 * What an unmap by range has cleared and not yet added to the gather: leaves of one size that lie
 * side by side. So that the TLB side learns the page size, an unmap over several of them is several
 * ranges.
 */
#ifndef UB_TABLE_NOTED_RANGE_H
#define UB_TABLE_NOTED_RANGE_H

#include "driver/add-range.h"
#include "table/geometry.h"

struct noted_range {
  struct ub_page_table *table;
  /* NULL where nobody is told: nothing is noted then. */
  struct ub_gather *gather;
  uint64_t start;
  uint64_t end;
  /* 0 where nothing is noted. */
  size_t pgsize;
};

/* Notes for one unmap, with nothing in them. */
FAST struct noted_range notes_for(struct ub_page_table *table, struct ub_gather *gather) {
  bool reports = !gather->queued && table->tlb->add_page != NULL;
  return (struct noted_range){ .table = table, .gather = reports ? gather : NULL };
}

/* The notes to be written; NULL where nobody is told. */
FAST struct noted_range *wanted_notes(struct noted_range *notes) {
  return notes->gather == NULL ? NULL : notes;
}

/* Adds what is noted to the gather, which syncs first where it cannot be one range with what is there. */
static void add_noted(struct noted_range *notes) {
  if (notes->pgsize == 0) return;
  add_range(notes->gather, notes->start, notes->end - notes->start, notes->pgsize,
            notes->table->tlb, notes->table->cookie);
  notes->pgsize = 0;
}

/* Notes `bytes` of leaves of `level` that were cleared from `iova` on. */
FAST void note_leaves(struct noted_range *notes, uint64_t iova, size_t bytes, unsigned level) {
  if (bytes == 0) return;
  if (notes->pgsize != span_of(level) || notes->end != iova) {
    add_noted(notes);
    notes->start = iova;
    notes->pgsize = span_of(level);
  }
  notes->end = iova + bytes;
}

#endif
