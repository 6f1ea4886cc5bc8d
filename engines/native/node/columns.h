/* A tape's columns as Node holds them, made into the integers that are run. */
#ifndef UB_NODE_COLUMNS_H
#define UB_NODE_COLUMNS_H

#include "contract/tape.h"
#include "node/arguments.h"

/* Arguments that a tape takes: op, iova, paddr, size, continues. */
enum { TAPE_ARGUMENTS = 5 };

struct columns {
  struct ub_tape tape;
  /* Operations that there are. */
  size_t length;
  uint64_t *words;
};

/*
 * Reads operations `from` to `to` of the tape in the arguments from `at` on: operation 0 of what
 * comes back is operation `from`. Whole and right, or rejected with nothing to free.
 */
struct columns columns_of(struct arguments *arguments, size_t at, uint64_t from, uint64_t to);

void free_columns(struct columns *columns);

#endif
