/* Rows that take turns. */
#include "tape/turns.h"

#include <stdlib.h>

#include "node/binding.h"
#include "node/columns.h"
#include "node/handle.h"
#include "node/phases.h"
#include "tape/run.h"

/* Arguments: of the block, of a tape behind its columns, and of a row. */
enum { TAPES, ROWS, ORDERS, DISCARD_NS, DISCARD_CYCLES, TIME_NS };
enum { PHASES = TAPE_ARGUMENTS };
enum { SESSION, TAPE, FIGURES, OUTCOMES };

/* Figures of a turn before its medians: began, discarded, timed, timedNs. */
enum { TURN_WIDTH = 4 };

struct tape_argument {
  struct columns columns;
  struct ub_phase *phases;
  size_t phase_count;
};

/* A row, and where its figures go. */
struct row_argument {
  double *figures;
  double *outcomes;
};

struct block_argument {
  struct tape_argument *tapes;
  size_t tape_count;
  struct row_argument *places;
  struct ub_row *rows;
  size_t row_count;
};

static void read_tape(struct arguments *arguments, size_t nth, struct tape_argument *tape) {
  struct arguments own = element_of(arguments, TAPES, nth);
  size_t operations;
  bytes(&own, 0, &operations);
  tape->phases = phases_of(&own, PHASES, operations, &tape->phase_count);
  if (!own.wrong && timed_phases(tape->phases, tape->phase_count) == 0) {
    reject(&own, "nothing is timed on a tape");
  }
  if (!own.wrong) tape->columns = columns_of(&own, 0, 0, operations);
  wrong_as(arguments, &own);
}

static void read_row(struct arguments *arguments, size_t nth, const struct block_argument *block,
                     size_t rounds) {
  struct row_argument *given = &block->places[nth];
  struct ub_row *row = &block->rows[nth];
  struct arguments own = element_of(arguments, ROWS, nth);
  struct ub_session *session = session_in(&own, SESSION);
  uint64_t number = whole_number(&own, TAPE);
  size_t figures, outcomes;
  given->figures = doubles(&own, FIGURES, &figures);
  given->outcomes = doubles(&own, OUTCOMES, &outcomes);
  if (number >= block->tape_count) reject(&own, "there is no such tape");
  wrong_as(arguments, &own);
  if (own.wrong) return;
  struct tape_argument *tape = &block->tapes[number];
  size_t timed = timed_phases(tape->phases, tape->phase_count);
  if (figures < rounds * (TURN_WIDTH + timed) || outcomes < OUTCOME_WIDTH * tape->phase_count) {
    reject(arguments, "there is no room for the figures of a row");
    return;
  }
  *row = (struct ub_row){
    .session = session,
    .tape = &tape->columns.tape,
    .phases = tape->phases,
    .phase_count = tape->phase_count,
    .outcomes = calloc(tape->phase_count, sizeof *row->outcomes),
    .turns = calloc(rounds + 1, sizeof *row->turns),
    .half_ns = calloc(rounds * timed + 1, sizeof *row->half_ns),
  };
  bool memory = row->outcomes != NULL && row->turns != NULL && row->half_ns != NULL;
  if (!memory || !prepare_run(session, row->tape, 0, tape->columns.length)) {
    reject(arguments, "there is no memory to get a row ready");
  }
}

static void write_figures(const struct ub_row *row, const struct row_argument *given, size_t rounds) {
  size_t timed = timed_phases(row->phases, row->phase_count);
  double *into = given->figures;
  const uint64_t *half_ns = row->half_ns;
  for (size_t round = 0; round < rounds; round++) {
    const struct ub_turn *turn = &row->turns[round];
    *into++ = (double)turn->began;
    *into++ = (double)turn->discarded;
    *into++ = (double)turn->timed;
    *into++ = (double)turn->timed_ns;
    for (size_t at = 0; at < timed; at++) *into++ = (double)*half_ns++ / 2;
  }
  for (size_t at = 0; at < row->phase_count; at++) {
    write_outcome(given->outcomes + OUTCOME_WIDTH * at, &row->outcomes[at]);
  }
}

static void free_block(struct block_argument *block) {
  for (size_t at = 0; block->tapes != NULL && at < block->tape_count; at++) {
    free_columns(&block->tapes[at].columns);
    free(block->tapes[at].phases);
  }
  for (size_t at = 0; block->rows != NULL && at < block->row_count; at++) {
    free(block->rows[at].outcomes);
    free(block->rows[at].turns);
    free(block->rows[at].half_ns);
  }
  free(block->tapes);
  free(block->rows);
  free(block->places);
}

/*
 * `turns(tapes, rows, orders, discardNs, discardCycles, timeNs)`. A tape is [its columns, phases]; a
 * row is [session, number of its tape, figures, outcomes], its session of this module or another;
 * orders are a Uint16Array, for each round each row's number once. Figures are, for each round,
 * began, discarded, timed, timedNs and a median for each timed phase; outcomes as those of `time`.
 */
static napi_value run_turns(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct block_argument given = {
    .tape_count = elements_in(&arguments, TAPES),
    .row_count = elements_in(&arguments, ROWS),
  };
  size_t places;
  const uint16_t *orders = words(&arguments, ORDERS, &places);
  struct ub_block block = {
    .row_count = given.row_count,
    .orders = orders,
    .discard_ns = whole_number(&arguments, DISCARD_NS),
    .discard_cycles = whole_number(&arguments, DISCARD_CYCLES),
    .time_ns = whole_number(&arguments, TIME_NS),
  };
  if (given.row_count == 0 || places % given.row_count != 0) {
    reject(&arguments, "orders must have each row once in each round, and there must be rows");
  }
  if (arguments.wrong) return NULL;
  block.rounds = places / given.row_count;
  if (!orders_are_whole(&block)) {
    reject(&arguments, "orders must have each row once in each round");
    return NULL;
  }
  given.tapes = calloc(given.tape_count + 1, sizeof *given.tapes);
  given.places = calloc(given.row_count, sizeof *given.places);
  block.rows = given.rows = calloc(given.row_count, sizeof *given.rows);
  if (given.tapes == NULL || given.places == NULL || given.rows == NULL) {
    reject(&arguments, "there is no memory for rows");
  }
  for (size_t at = 0; !arguments.wrong && at < given.tape_count; at++) {
    read_tape(&arguments, at, &given.tapes[at]);
  }
  for (size_t at = 0; !arguments.wrong && at < given.row_count; at++) {
    read_row(&arguments, at, &given, block.rounds);
  }
  if (!arguments.wrong && !take_turns(&block)) {
    reject(&arguments, "there is no memory to take turns");
  }
  for (size_t at = 0; !arguments.wrong && at < given.row_count; at++) {
    write_figures(&given.rows[at], &given.places[at], block.rounds);
  }
  free_block(&given);
  return NULL;
}

const struct exported turns[] = {
  { "turns", run_turns },
  { NULL, NULL },
};
