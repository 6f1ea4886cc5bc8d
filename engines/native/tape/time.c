#include "tape/time.h"

#include <stdlib.h>

#include "cpu/clock.h"
#include "tape/run.h"

enum { LINE_WORDS = 8 };

/* Memory of no other use, to be written so that the caches hold nothing else. */
struct other_memory {
  volatile uint64_t *words;
  size_t bytes;
};

static bool find_memory(struct other_memory *other, const struct ub_series *series) {
  for (size_t at = 0; at < series->phase_count; at++) {
    if (series->phases[at].evict_bytes > other->bytes) other->bytes = series->phases[at].evict_bytes;
  }
  if (other->bytes == 0) return true;
  other->words = malloc(other->bytes);
  return other->words != NULL;
}

/* Writes a word of each cache line. */
static void evict_caches(const struct other_memory *other, size_t bytes) {
  for (size_t at = 0; at < bytes / sizeof *other->words; at += LINE_WORDS) other->words[at] = at;
}

static void run_cycle(struct ub_session *session, const struct ub_series *series,
                      const struct other_memory *other, uint64_t *ns, uint64_t *cpu_ns) {
  size_t timed = 0;
  for (size_t at = 0; at < series->phase_count; at++) {
    const struct ub_phase *phase = &series->phases[at];
    struct ub_outcome *outcome = &series->outcomes[at];
    evict_caches(other, phase->evict_bytes);
    if (!phase->timed) {
      run_phase(session, series->tape, phase, outcome);
      continue;
    }
    uint64_t cpu_before = thread_cpu_ns();
    uint64_t before = monotonic_ns();
    run_phase(session, series->tape, phase, outcome);
    uint64_t after = monotonic_ns();
    uint64_t cpu_after = thread_cpu_ns();
    if (ns != NULL) {
      ns[timed] = after - before;
      cpu_ns[timed] = cpu_after - cpu_before;
    }
    timed++;
  }
}

bool time_series(struct ub_session *session, const struct ub_series *series) {
  struct other_memory other = { 0 };
  if (!find_memory(&other, series)) return false;
  size_t timed = 0;
  for (size_t at = 0; at < series->phase_count; at++) timed += series->phases[at].timed;
  for (size_t cycle = 0; cycle < series->discarded; cycle++) {
    run_cycle(session, series, &other, NULL, NULL);
  }
  for (size_t cycle = 0; cycle < series->cycles; cycle++) {
    size_t first = cycle * timed;
    run_cycle(session, series, &other, series->ns + first, series->cpu_ns + first);
  }
  free((void *)other.words);
  return true;
}
