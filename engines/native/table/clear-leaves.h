/*
 * Clearing a run of leaves: the loops that every unmap goes through, whatever its call shape. What a
 * loop does for a leaf is decided before it begins.
 */
#ifndef UB_TABLE_CLEAR_LEAVES_H
#define UB_TABLE_CLEAR_LEAVES_H

#include "table/flush-ptes.h"
#include "table/levels.h"
#include "table/range-notes.h"

/* Whether a run of leaves goes on with this pte. */
FAST bool continues_run(uint64_t pte, unsigned level) {
  return pte != EMPTY && is_leaf(pte, level);
}

/* Clears leaves and no more. Returns how many, up to an entry that is empty or a table. */
FAST size_t clear_quietly(ub_pte *from, size_t count, unsigned level) {
  ub_pte *at = from;
  for (ub_pte *end = from + count; at < end && continues_run(read_pte(at), level); at++) {
    write_pte(at, EMPTY);
  }
  return (size_t)(at - from);
}

/* As `clear_quietly`, and adds each leaf to the gather as it goes. */
FAST size_t clear_and_add(struct ub_page_table *table, ub_pte *from, size_t count, uint64_t iova,
                          struct ub_gather *gather, unsigned level) {
  ub_pte *at = from;
  for (ub_pte *end = from + count; at < end && continues_run(read_pte(at), level); at++) {
    write_pte(at, EMPTY);
    table->tlb->add_page(gather, iova, span_of(level), table->cookie);
    iova += span_of(level);
  }
  return (size_t)(at - from);
}

/*
 * As `clear_quietly`, and writes back each pte by itself, as Linux did up to 6.11; adds each leaf to
 * the gather too, unless that is NULL.
 */
FAST size_t clear_and_flush(struct ub_page_table *table, ub_pte *base, size_t index, size_t count,
                            uint64_t iova, struct ub_gather *gather, unsigned level) {
  size_t at = index;
  for (size_t end = index + count; at < end && continues_run(read_pte(&base[at]), level); at++) {
    write_pte(&base[at], EMPTY);
    flush_ptes(base, at, 1);
    if (gather != NULL) table->tlb->add_page(gather, iova, span_of(level), table->cookie);
    iova += span_of(level);
  }
  return at - index;
}

/* Adds leaves that were cleared before to the gather. */
FAST void add_leaves(struct ub_page_table *table, size_t count, uint64_t iova,
                     struct ub_gather *gather, unsigned level) {
  for (uint64_t end = iova + (count << shift_of(level)); iova < end; iova += span_of(level)) {
    table->tlb->add_page(gather, iova, span_of(level), table->cookie);
  }
}

#define LOOPS_OF(level)                                                                          \
  INSTANCE size_t clear_quietly_##level(ub_pte *from, size_t count) {                           \
    return clear_quietly(from, count, level);                                                   \
  }                                                                                              \
  INSTANCE size_t clear_and_add_##level(struct ub_page_table *table, ub_pte *from,              \
                                        size_t count, uint64_t iova,                            \
                                        struct ub_gather *gather) {                             \
    return clear_and_add(table, from, count, iova, gather, level);                              \
  }                                                                                              \
  INSTANCE size_t clear_and_flush_##level(struct ub_page_table *table, ub_pte *base,            \
                                          size_t index, size_t count, uint64_t iova,            \
                                          struct ub_gather *gather) {                           \
    return clear_and_flush(table, base, index, count, iova, gather, level);                     \
  }                                                                                              \
  INSTANCE void add_leaves_##level(struct ub_page_table *table, size_t count, uint64_t iova,    \
                                   struct ub_gather *gather) {                                  \
    add_leaves(table, count, iova, gather, level);                                              \
  }

EACH_LEVEL(LOOPS_OF)

/* Clears leaves for a walker that must be shown what went. `told` is NULL where nobody is told. */
static size_t clear_not_coherent(struct ub_page_table *table, ub_pte *base, unsigned level,
                                 size_t index, size_t count, uint64_t iova,
                                 struct ub_gather *told) {
  if (!table->run_write_back) {
    return AT_LEVEL(clear_and_flush, level, table, base, index, count, iova, told);
  }
  size_t cleared = AT_LEVEL(clear_quietly, level, base + index, count);
  if (cleared == 0) return 0;
  /* Before anything is gathered: adding may force an invalidation at once. */
  flush_ptes(base, index, cleared);
  if (told != NULL) AT_LEVEL(add_leaves, level, table, cleared, iova, told);
  return cleared;
}

/*
 * Clears up to `count` leaves from `index` on, and stops at an entry that is empty or a table.
 * Leaves are told to the gather one by one; or noted, where there are notes. Returns how many were
 * cleared.
 */
FAST size_t clear_leaves(struct ub_page_table *table, ub_pte *base, unsigned level, size_t index,
                         uint64_t iova, size_t count, struct ub_gather *gather,
                         struct range_notes *notes) {
  bool tells = notes == NULL && !gather->queued && table->tlb->add_page != NULL;
  size_t cleared =
    !table->coherent
      ? clear_not_coherent(table, base, level, index, count, iova, tells ? gather : NULL)
    : tells ? AT_LEVEL(clear_and_add, level, table, base + index, count, iova, gather)
            : AT_LEVEL(clear_quietly, level, base + index, count);
  if (notes != NULL) note_leaves(notes, iova, cleared, level);
  /* The entry that ended it has been looked at too. */
  COUNT(probe_read_ptes(level, index, smaller_of(cleared + 1, count)));
  COUNT(probe_write_ptes(level, index, cleared));
  COUNT(probe_clear_leaves(cleared));
  return cleared;
}

#endif
