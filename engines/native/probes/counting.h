/*
 * What the build that counts has counted (engines/probes/counting.ts), for one thread: the process
 * that counts has one engine at work at a time.
 */
#ifndef UB_PROBES_COUNTING_H
#define UB_PROBES_COUNTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generated/vocabulary.h"

enum counter {
#define COUNTER(name) COUNTER_##name,
  UB_COUNTERS(COUNTER)
#undef COUNTER
  COUNTERS
};

enum event {
#define EVENT(name) EVENT_##name,
  UB_EVENTS(EVENT)
#undef EVENT
  EVENTS
};

/* One report, as it is handed over: its kind and its numbers. */
struct reported {
  uint64_t words[UB_EVENT_WIDTH];
};

/* Moves what was counted since the last call into `counts`, one number a counter. */
void take_counts(uint64_t counts[COUNTERS]);

/* Whether reports are kept one by one beside being counted. */
void record_events(bool on);

/* What was kept since the last call, to be freed by the caller; NULL where there was no memory. */
struct reported *take_events(size_t *count);

#endif
