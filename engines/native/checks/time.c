/*
 * What series and turns do around a phase, and what they make of the clocks. Clocks, eviction and
 * operations are of this program: a clock is a number that operations move on, and that each
 * reading moves on by one.
 */
#include "tape/time.h"

#include <stdio.h>

#include "cpu/clock.h"
#include "tape/evict.h"
#include "tape/turns.h"

static uint64_t passed, worked;

/* Prints nothing while it is false. */
static bool given;

/* Nanoseconds that the next map takes; each takes longer than the one before. */
static uint64_t next_map;

uint64_t monotonic_ns(void) {
  return passed++;
}

uint64_t thread_cpu_ns(void) {
  return worked++;
}

bool find_other_memory(struct ub_other_memory *other, const struct ub_phase *phases,
                       size_t count) {
  (void)other, (void)phases, (void)count;
  return true;
}

void evict_caches(const struct ub_other_memory *other, size_t bytes) {
  (void)other;
  if (given) printf("evicts %zu\n", bytes);
}

void free_other_memory(struct ub_other_memory *other) {
  (void)other;
}

static void run_maps(struct ub_session *session, const struct ub_tape *tape, size_t from, size_t to,
                     struct ub_outcome *into) {
  (void)session, (void)tape, (void)into;
  if (given) printf("maps %zu to %zu\n", from, to);
  passed += next_map;
  worked += next_map / 10;
  next_map += 200;
}

static void run_unmaps(struct ub_session *session, const struct ub_tape *tape, size_t from,
                       size_t to, struct ub_outcome *into) {
  (void)session, (void)tape, (void)into;
  if (given) printf("unmaps %zu to %zu\n", from, to);
  passed += 50;
  worked += 5;
}

static const struct ub_runner runner = { .maps = run_maps, .unmaps = run_unmaps };

static const struct ub_phase phases[] = {
  { .op = UB_PHASE_MAP, .timed = true, .from = 0, .to = 2, .evict_bytes = 64 },
  { .op = UB_PHASE_UNMAP, .timed = false, .from = 2, .to = 4, .evict_bytes = 128 },
  { .op = UB_PHASE_UNMAP, .timed = true, .from = 4, .to = 6 },
};

enum { PHASES = 3, TIMED = 2, CYCLES = 2 };

static struct ub_session session = { .runner = &runner };
static const struct ub_tape tape;

/* A cycle that is thrown away, and two that are timed. */
static void check_series(void) {
  uint64_t ns[CYCLES * TIMED], cpu_ns[CYCLES * TIMED];
  struct ub_outcome outcomes[PHASES] = { { 0 } };
  struct ub_series series = {
    .tape = &tape,
    .phases = phases,
    .phase_count = PHASES,
    .discarded = 1,
    .cycles = CYCLES,
    .ns = ns,
    .cpu_ns = cpu_ns,
    .outcomes = outcomes,
  };
  next_map = 100;
  given = true;
  time_series(&session, &series);
  for (size_t at = 0; at < CYCLES * TIMED; at++) {
    printf("passed %llu, worked %llu\n", (unsigned long long)ns[at], (unsigned long long)cpu_ns[at]);
  }
}

/* One turn, over once its timed phases have taken `time_ns`. */
static void check_turn(uint64_t time_ns, bool reports) {
  struct ub_outcome outcomes[PHASES] = { { 0 } };
  struct ub_turn turn = { 0 };
  uint64_t half_ns[TIMED];
  const uint16_t order = 0;
  struct ub_row row = {
    .session = &session,
    .tape = &tape,
    .phases = phases,
    .phase_count = PHASES,
    .outcomes = outcomes,
    .turns = &turn,
    .half_ns = half_ns,
  };
  struct ub_block block = {
    .rows = &row,
    .row_count = 1,
    .rounds = 1,
    .orders = &order,
    .time_ns = time_ns,
  };
  next_map = 100;
  given = reports;
  take_turns(&block);
  printf("%llu discarded, %llu timed: %llu ns, map %llu and unmap %llu halves\n",
         (unsigned long long)turn.discarded, (unsigned long long)turn.timed,
         (unsigned long long)turn.timed_ns, (unsigned long long)half_ns[0],
         (unsigned long long)half_ns[1]);
}

int main(void) {
  check_series();
  check_turn(1, true);
  check_turn(351, false);
  return 0;
}
