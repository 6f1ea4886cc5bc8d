/* Times whole cycles of a tape. */
#ifndef UB_TAPE_TIME_H
#define UB_TAPE_TIME_H

#include "tape/session.h"

struct ub_series {
  const struct ub_tape *tape;
  const struct ub_phase *phases;
  size_t phase_count;
  /* Cycles that are run and thrown away before those that are timed. */
  size_t discarded;
  size_t cycles;
  /* Nanoseconds by both clocks: by cycle, then by timed phase. */
  uint64_t *ns;
  uint64_t *cpu_ns;
  /* By phase: what it came to over all cycles, those thrown away included. */
  struct ub_outcome *outcomes;
};

/*
 * Runs a series from its first phase on. Between the two readings of a clock stand the operations
 * alone. Returns whether there was memory to evict the caches with.
 */
bool time_series(struct ub_session *session, const struct ub_series *series);

#endif
