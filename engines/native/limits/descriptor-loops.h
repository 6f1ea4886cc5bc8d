/* The loops that no engine can do without: a store a page and a clear a page, and their checks. */
#ifndef UB_LIMITS_DESCRIPTOR_LOOPS_H
#define UB_LIMITS_DESCRIPTOR_LOOPS_H

#include <stddef.h>
#include <stdint.h>

#include "table/pte.h"

enum { DESCRIPTOR_PAGE = 4096, RUN_PTES = 512 };

/* Stores the descriptors of `count` pages, the first one `leaf`. */
static inline void store_descriptors(ub_pte *pte, size_t count, uint64_t leaf) {
  for (ub_pte *end = pte + count; pte < end; pte++) {
    write_pte(pte, leaf);
    leaf += DESCRIPTOR_PAGE;
  }
}

static inline void clear_descriptors(ub_pte *pte, size_t count) {
  for (ub_pte *end = pte + count; pte < end; pte++) write_pte(pte, EMPTY);
}

/*
 * As `store_descriptors`, but a run is looked at whole before any of it is written; runs are those
 * of a table, 512 ptes. Returns the descriptors stored: fewer where one was there already.
 */
static inline size_t checked_store(ub_pte *pte, size_t count, uint64_t leaf) {
  for (size_t done = 0; done < count;) {
    size_t length = count - done < RUN_PTES ? count - done : RUN_PTES;
    ub_pte *run = pte + done;
    for (size_t at = 0; at < length; at++) {
      if (read_pte(&run[at]) != EMPTY) return done;
    }
    store_descriptors(run, length, leaf + done * DESCRIPTOR_PAGE);
    done += length;
  }
  return count;
}

/* Clears up to the first empty pte. Returns the descriptors cleared. */
static inline size_t checked_clear(ub_pte *pte, size_t count) {
  ub_pte *from = pte;
  for (ub_pte *end = pte + count; pte < end && read_pte(pte) != EMPTY; pte++) {
    write_pte(pte, EMPTY);
  }
  return (size_t)(pte - from);
}

#endif
