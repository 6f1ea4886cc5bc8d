#include "node/phases.h"

#include <stdlib.h>

/* Numbers that a phase is given by. */
enum { PHASE_WIDTH = 5 };

struct ub_phase *phases_of(struct arguments *arguments, size_t at, size_t operations,
                           size_t *count) {
  size_t length;
  const double *given = doubles(arguments, at, &length);
  *count = length / PHASE_WIDTH;
  if (arguments->wrong || *count == 0) {
    reject(arguments, "a tape needs phases");
    return NULL;
  }
  struct ub_phase *phases = calloc(*count, sizeof *phases);
  if (phases == NULL) {
    reject(arguments, "there is no memory for the phases");
    return NULL;
  }
  for (size_t nth = 0; nth < *count; nth++, given += PHASE_WIDTH) {
    struct ub_phase *phase = &phases[nth];
    bool within = given[2] >= 0 && given[2] <= given[3] && given[3] <= (double)operations &&
                  given[4] >= 0 && given[4] <= 0x1p40;
    if (!within) {
      free(phases);
      reject(arguments, "a phase reaches beyond its tape, or evicts too much");
      return NULL;
    }
    phase->op = given[0] == 0 ? UB_PHASE_MAP : given[0] == 1 ? UB_PHASE_UNMAP : UB_PHASE_MIXED;
    phase->timed = given[1] != 0;
    phase->from = (size_t)given[2];
    phase->to = (size_t)given[3];
    phase->evict_bytes = (size_t)given[4];
  }
  return phases;
}

void write_outcome(double *into, const struct ub_outcome *outcome) {
  into[0] = (double)outcome->bytes;
  into[1] = (double)outcome->failures;
  into[2] = (double)outcome->error;
}
