/* Memory for limits: of the kind that page tables have. */
#ifndef UB_LIMITS_MEMORY_H
#define UB_LIMITS_MEMORY_H

#include "cpu/pages.h"

static void *memory_of(size_t bytes) {
  char *start = pages_reserve(bytes);
  if (start != NULL && !pages_commit(start, bytes)) {
    pages_release(start, bytes);
    return NULL;
  }
  return start;
}

static void give_back(void *state, size_t bytes) {
  pages_release(state, bytes);
}

#endif
