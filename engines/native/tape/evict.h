/* Evicts the caches: writes memory of no other use, so that they hold nothing else. */
#ifndef UB_TAPE_EVICT_H
#define UB_TAPE_EVICT_H

#include <stdbool.h>

#include "contract/tape.h"

struct ub_other_memory {
  volatile uint64_t *words;
  size_t bytes;
};

/* Makes it large enough for the phases of a tape. Returns whether there was memory. */
bool find_other_memory(struct ub_other_memory *other, const struct ub_phase *phases, size_t count);

/* Writes a word of each cache line of `bytes`. */
void evict_caches(const struct ub_other_memory *other, size_t bytes);

void free_other_memory(struct ub_other_memory *other);

#endif
