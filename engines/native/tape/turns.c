#include "tape/turns.h"

#include <stdlib.h>
#include <string.h>

#include "cpu/clock.h"
#include "tape/evict.h"
#include "tape/run.h"

enum {
  /* Most cycles that a turn times: there is memory for so many before it begins. */
  MOST_CYCLES = 4096,
  /* Where cycles evict the caches, one that is thrown away leaves them as each other does. */
  EVICTING_DISCARDED = 1,
  /* Places of a stack: 2^13 of them, 16 bytes apart, on 32 pages. */
  STACK_STEP = 16,
  STACK_SHIFT = 19,
};

/* Evicting takes longer than what is timed: then a turn times no more after so long. */
static const uint64_t EVICTING_NS = 20 * 1000 * 1000;

/* What rows share. */
struct notes {
  /* Nanoseconds between two readings of the clock with nothing between them. */
  uint64_t clock_ns;
  struct ub_other_memory other;
  /* Nanoseconds of the turn's cycles, MOST_CYCLES for each timed phase. */
  uint64_t *samples;
};

size_t timed_phases(const struct ub_phase *phases, size_t count) {
  size_t timed = 0;
  for (size_t at = 0; at < count; at++) timed += phases[at].timed;
  return timed;
}

bool orders_are_whole(const struct ub_block *block) {
  /* By row: the round that it was last seen in, from 1 on. */
  size_t *seen = calloc(block->row_count + 1, sizeof *seen);
  bool whole = seen != NULL;
  const uint16_t *order = block->orders;
  for (size_t round = 1; whole && round <= block->rounds; round++) {
    for (size_t turn = 0; whole && turn < block->row_count; turn++, order++) {
      whole = *order < block->row_count && seen[*order] != round;
      if (whole) seen[*order] = round;
    }
  }
  free(seen);
  return whole;
}

static bool evicts(const struct ub_row *row) {
  for (size_t at = 0; at < row->phase_count; at++) {
    if (row->phases[at].evict_bytes > 0) return true;
  }
  return false;
}

/*
 * Runs a cycle, writes each timed phase's nanoseconds to every MOST_CYCLES-th of `samples`, and
 * returns their sum. One piece of code reads the clock for all rows, whichever module they are of:
 * it costs each of them the same, which is taken off, and between the two readings stands one
 * indirect call, to the session's own module.
 */
static uint64_t run_cycle(const struct ub_row *row, const struct notes *notes, uint64_t *samples) {
  struct ub_session *session = row->session;
  const struct ub_tape *tape = row->tape;
  uint64_t sum = 0;
  for (size_t at = 0; at < row->phase_count; at++) {
    const struct ub_phase *phase = &row->phases[at];
    struct ub_outcome *outcome = &row->outcomes[at];
    ub_run *run = run_of(session, phase);
    size_t from = phase->from, to = phase->to;
    evict_caches(&notes->other, phase->evict_bytes);
    uint64_t before = monotonic_ns();
    run(session, tape, from, to, outcome);
    uint64_t after = monotonic_ns();
    if (!phase->timed) continue;
    uint64_t ns = after - before;
    *samples = ns > notes->clock_ns ? ns - notes->clock_ns : 1;
    sum += *samples;
    samples += MOST_CYCLES;
  }
  return sum;
}

static int by_time(const void *a, const void *b) {
  uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
  return (left > right) - (left < right);
}

static uint64_t twice_the_median(uint64_t *samples, size_t count) {
  qsort(samples, count, sizeof *samples, by_time);
  return samples[(count - 1) / 2] + samples[count / 2];
}

static void take_turn(const struct ub_block *block, const struct ub_row *row, size_t round,
                      uint64_t block_began, const struct notes *notes) {
  struct ub_turn *turn = &row->turns[round];
  uint64_t *samples = notes->samples;
  bool evicting = evicts(row);
  uint64_t began = monotonic_ns();
  turn->began = began - block_began;
  do {
    run_cycle(row, notes, samples);
    turn->discarded++;
  } while (evicting ? turn->discarded < EVICTING_DISCARDED
                    : turn->discarded < block->discard_cycles ||
                        monotonic_ns() - began < block->discard_ns);
  uint64_t timing_began = monotonic_ns();
  do {
    turn->timed_ns += run_cycle(row, notes, samples + turn->timed);
    turn->timed++;
  } while (turn->timed_ns < block->time_ns && turn->timed < MOST_CYCLES &&
           (!evicting || monotonic_ns() - timing_began < EVICTING_NS));
  size_t timed = timed_phases(row->phases, row->phase_count);
  uint64_t *half_ns = row->half_ns + round * timed;
  for (size_t at = 0; at < timed; at++) {
    half_ns[at] = twice_the_median(samples + at * MOST_CYCLES, turn->timed);
  }
}

/* What reading the clock costs a phase: the least of many times. */
static uint64_t clock_cost(void) {
  uint64_t least = UINT64_MAX;
  for (int at = 0; at < 256; at++) {
    uint64_t before = monotonic_ns();
    uint64_t after = monotonic_ns();
    if (after - before < least) least = after - before;
  }
  return least;
}

static bool find_notes(struct notes *notes, const struct ub_block *block) {
  size_t most = 0;
  for (size_t at = 0; at < block->row_count; at++) {
    const struct ub_row *row = &block->rows[at];
    if (!find_other_memory(&notes->other, row->phases, row->phase_count)) return false;
    size_t timed = timed_phases(row->phases, row->phase_count);
    if (timed > most) most = timed;
  }
  size_t bytes = most * MOST_CYCLES * sizeof *notes->samples;
  notes->samples = malloc(bytes);
  /* Written, so that the system finds its memory before a turn begins. */
  if (notes->samples != NULL) memset(notes->samples, UINT8_MAX, bytes);
  return notes->samples != NULL;
}

/* Bytes by which the stack of a round is moved: another place in each, spread evenly. */
static size_t stack_offset(uint64_t begun, size_t round) {
  uint32_t place = (uint32_t)(begun + round) * UINT32_C(0x9e3779b1);
  return (place >> STACK_SHIFT) * STACK_STEP;
}

/*
 * Takes a turn further down the stack. Where the stack lies against a row's tables decides up to
 * two thirds of what it takes on some processors, for one place in twenty (docs/placement.md); all
 * rows of a round have the same place, and the next round another.
 */
static __attribute__((noinline)) void take_turn_below(const struct ub_block *block,
                                                      const struct ub_row *row, size_t round,
                                                      uint64_t begun, const struct notes *notes) {
  char room[stack_offset(begun, round) + 1];
  __asm__ volatile("" : : "r"(room) : "memory");
  take_turn(block, row, round, begun, notes);
  /* Not before the turn is over. */
  __asm__ volatile("" : : "r"(room) : "memory");
}

bool take_turns(const struct ub_block *block) {
  struct notes notes = { .clock_ns = clock_cost() };
  bool found = find_notes(&notes, block);
  const uint16_t *order = block->orders;
  uint64_t began = monotonic_ns();
  for (size_t round = 0; found && round < block->rounds; round++) {
    for (size_t turn = 0; turn < block->row_count; turn++) {
      take_turn_below(block, &block->rows[*order++], round, began, &notes);
    }
  }
  free_other_memory(&notes.other);
  free(notes.samples);
  return found;
}
