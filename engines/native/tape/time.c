#include "tape/time.h"

#include "cpu/clock.h"
#include "tape/evict.h"
#include "tape/run.h"

static void run_cycle(struct ub_session *session, const struct ub_series *series,
                      const struct ub_other_memory *other, uint64_t *ns, uint64_t *cpu_ns) {
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
  struct ub_other_memory other = { 0 };
  if (!find_other_memory(&other, series->phases, series->phase_count)) return false;
  size_t timed = 0;
  for (size_t at = 0; at < series->phase_count; at++) timed += series->phases[at].timed;
  for (size_t cycle = 0; cycle < series->discarded; cycle++) {
    run_cycle(session, series, &other, NULL, NULL);
  }
  for (size_t cycle = 0; cycle < series->cycles; cycle++) {
    size_t first = cycle * timed;
    run_cycle(session, series, &other, series->ns + first, series->cpu_ns + first);
  }
  free_other_memory(&other);
  return true;
}
