/*
 * A tape: the operations of a cell, in columns (engines/contract/tape.ts). Addresses and sizes are
 * bytes, made into integers once, before anything is timed.
 */
#ifndef UB_CONTRACT_TAPE_H
#define UB_CONTRACT_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UB_MAP = 0, UB_UNMAP = 1 };

struct ub_tape {
  /* UB_MAP or UB_UNMAP, one an operation. */
  const uint8_t *op;
  const uint64_t *iova;
  const uint64_t *paddr;
  const uint64_t *size;
  /* 1 where a map belongs to the scatter list of the map before it. */
  const uint8_t *continues;
};

/* Operations `from` (inclusive) to `to` (exclusive) of a tape. */
struct ub_phase {
  enum { UB_PHASE_MAP, UB_PHASE_UNMAP, UB_PHASE_MIXED } op;
  bool timed;
  size_t from;
  size_t to;
  /* Bytes of other memory that are written before the phase begins. */
  size_t evict_bytes;
};

/* What a run of operations came to. */
struct ub_outcome {
  uint64_t bytes;
  uint64_t failures;
  /* The last error as a negated errno; 0 where there was none. */
  int error;
};

/* Where the scatter list that begins at operation `at` ends, at most at `to`. */
static inline size_t end_of_list(const struct ub_tape *tape, size_t at, size_t to) {
  size_t end = at + 1;
  while (end < to && tape->continues[end] == 1) end++;
  return end;
}

#endif
