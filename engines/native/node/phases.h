/* Phases as Node gives them, and what they came to. */
#ifndef UB_NODE_PHASES_H
#define UB_NODE_PHASES_H

#include "contract/tape.h"
#include "node/arguments.h"

/* Numbers that an outcome is given by: bytes, failures, error. */
enum { OUTCOME_WIDTH = 3 };

/*
 * Reads phases of a tape of so many operations, five numbers each: op, timed, from, to, evictBytes.
 * NULL if they are wrong, rejected then.
 */
struct ub_phase *phases_of(struct arguments *arguments, size_t at, size_t operations,
                           size_t *count);

void write_outcome(double *into, const struct ub_outcome *outcome);

#endif
