/*
 * A block of rounds in which rows take turns: what slows the machine for longer than a turn slows
 * all of them. Rows may be sessions of different modules.
 */
#ifndef UB_TAPE_TURNS_H
#define UB_TAPE_TURNS_H

#include "tape/session.h"

/* One turn of one row. */
struct ub_turn {
  /* Nanoseconds from the start of the block to that of the turn. */
  uint64_t began;
  /* Cycles that were thrown away, and that were timed. */
  uint64_t discarded;
  uint64_t timed;
  /* Nanoseconds of all timed phases of the timed cycles together. */
  uint64_t timed_ns;
};

struct ub_row {
  struct ub_session *session;
  const struct ub_tape *tape;
  const struct ub_phase *phases;
  size_t phase_count;
  /* By phase: what it came to over all cycles, those thrown away included. */
  struct ub_outcome *outcomes;
  /* By round. */
  struct ub_turn *turns;
  /* By round, then by timed phase: the median of the turn's cycles, in half nanoseconds. */
  uint64_t *half_ns;
};

struct ub_block {
  const struct ub_row *rows;
  size_t row_count;
  size_t rounds;
  /* By round: each row's number once, in the order of their turns. */
  const uint16_t *orders;
  /* A turn throws away cycles until both are reached. */
  uint64_t discard_ns;
  uint64_t discard_cycles;
  /* Then it times cycles, one at least, until its timed phases have taken so long together. */
  uint64_t time_ns;
};

/* Whether each round has each row once. Returns false where there is no memory to tell, too. */
bool orders_are_whole(const struct ub_block *block);

/* How many phases of a tape are timed. */
size_t timed_phases(const struct ub_phase *phases, size_t count);

/* Runs a block. Returns whether there was memory for what it notes, and to evict caches with. */
bool take_turns(const struct ub_block *block);

#endif
