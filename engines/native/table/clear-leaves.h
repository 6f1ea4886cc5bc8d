/*
 * Clearing a run of leaves: the loops that every unmap goes through, whatever its call shape. What a
 * loop does for a leaf is decided before it begins.
 */
#ifndef UB_TABLE_CLEAR_LEAVES_H
#define UB_TABLE_CLEAR_LEAVES_H

#include "table/flush-ptes.h"
#include "table/levels.h"
#include "table/noted-range.h"

/* Whether a run of leaves continues with this pte. */
FAST bool continues_run(uint64_t pte, unsigned level) {
  return pte != EMPTY && is_leaf(pte, level);
}

/* Clears leaves and no more. Returns their bytes, up to an entry that is empty or a table. */
FAST size_t clear_quietly(ub_pte *from, size_t count, unsigned level) {
  ub_pte *at = from;
  for (ub_pte *end = from + count; at < end && continues_run(read_pte(at), level); at++) {
    write_pte(at, EMPTY);
  }
  return (size_t)(at - from) << shift_of(level);
}

/* As `clear_quietly`, and adds each leaf to the gather as it goes. */
FAST size_t clear_and_add(struct ub_page_table *table, ub_pte *from, size_t count, uint64_t iova,
                          struct ub_gather *gather, unsigned level) {
  uint64_t at = iova;
  for (ub_pte *end = from + count; from < end && continues_run(read_pte(from), level); from++) {
    write_pte(from, EMPTY);
    table->tlb->add_page(gather, at, span_of(level), table->cookie);
    at += span_of(level);
  }
  return at - iova;
}

/*
 * As `clear_quietly`, and writes back each pte by itself, as Linux did up to 6.11; adds each leaf to
 * the gather too, unless that is NULL.
 */
FAST size_t clear_and_flush(struct ub_page_table *table, ub_pte *base, size_t index, size_t count,
                            uint64_t iova, struct ub_gather *gather, unsigned level) {
  uint64_t at = iova;
  for (size_t end = index + count; index < end && continues_run(read_pte(&base[index]), level);
       index++) {
    write_pte(&base[index], EMPTY);
    flush_ptes(base, index, 1);
    if (gather != NULL) table->tlb->add_page(gather, at, span_of(level), table->cookie);
    at += span_of(level);
  }
  return at - iova;
}

/* Adds leaves that were cleared before to the gather. */
FAST void add_leaves(struct ub_page_table *table, uint64_t iova, size_t bytes,
                     struct ub_gather *gather, unsigned level) {
  for (uint64_t end = iova + bytes; iova < end; iova += span_of(level)) {
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
  INSTANCE void add_leaves_##level(struct ub_page_table *table, uint64_t iova, size_t bytes,    \
                                   struct ub_gather *gather) {                                  \
    add_leaves(table, iova, bytes, gather, level);                                              \
  }

EACH_LEVEL(LOOPS_OF)

/* Reports a run to the counters. The entry that ended it has been looked at too. */
FAST size_t cleared(unsigned level, size_t index, size_t count, size_t bytes) {
  size_t leaves = bytes >> shift_of(level);
  (void)index;
  (void)count;
  (void)leaves;
  COUNT(probe_read_ptes(level, index, smaller_of(leaves + 1, count)));
  COUNT(probe_write_ptes(level, index, leaves));
  COUNT(probe_clear_leaves(leaves));
  return bytes;
}

/* Clears a run for a walker that must be shown what went. */
FAST size_t clear_not_coherent(struct ub_page_table *table, ub_pte *base, unsigned level,
                               size_t index, size_t count, uint64_t iova,
                               struct ub_gather *adds_to) {
  if (!table->run_write_back) {
    return cleared(level, index, count,
                   AT_LEVEL(clear_and_flush, level, table, base, index, count, iova, adds_to));
  }
  size_t bytes =
    cleared(level, index, count, AT_LEVEL(clear_quietly, level, base + index, count));
  if (bytes == 0) return 0;
  /* Before anything is gathered: adding may force an invalidation at once. */
  flush_ptes(base, index, bytes >> shift_of(level));
  if (adds_to != NULL) AT_LEVEL(add_leaves, level, table, iova, bytes, adds_to);
  return bytes;
}

#define NOT_COHERENT_OF(level)                                                                   \
  INSTANCE size_t clear_not_coherent_##level(struct ub_page_table *table, ub_pte *base,         \
                                             size_t index, size_t count, uint64_t iova,         \
                                             struct ub_gather *adds_to) {                        \
    return clear_not_coherent(table, base, level, index, count, iova, adds_to);                  \
  }

EACH_LEVEL(NOT_COHERENT_OF)

/* Clears a run by the loop that it takes. `adds_to` is NULL where leaves are reported to nobody. */
FAST size_t clear_run(struct ub_page_table *table, ub_pte *base, unsigned level, size_t index,
                      size_t count, uint64_t iova, struct ub_gather *adds_to) {
  if (!table->coherent) {
    return AT_LEVEL(clear_not_coherent, level, table, base, index, count, iova, adds_to);
  }
  return cleared(level, index, count,
                 adds_to != NULL
                   ? AT_LEVEL(clear_and_add, level, table, base + index, count, iova, adds_to)
                   : AT_LEVEL(clear_quietly, level, base + index, count));
}

/*
 * Clears up to `count` leaves from `index` on, and stops at an entry that is empty or a table.
 * Leaves go into the gather one by one; or noted, where there are notes. Returns the bytes
 * that were cleared.
 */
FAST size_t clear_leaves(struct ub_page_table *table, ub_pte *base, unsigned level, size_t index,
                         uint64_t iova, size_t count, struct ub_gather *gather,
                         struct noted_range *notes) {
  bool reports = notes == NULL && !gather->queued && table->tlb->add_page != NULL;
  struct ub_gather *adds_to = reports ? gather : NULL;
  if (notes == NULL) return clear_run(table, base, level, index, count, iova, adds_to);
  size_t bytes = clear_run(table, base, level, index, count, iova, NULL);
  note_leaves(notes, iova, bytes, level);
  return bytes;
}

#endif
