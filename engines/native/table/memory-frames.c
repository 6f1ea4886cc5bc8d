/*
 * Tables of several frames: a file of its own, so that those of one frame, which most formats have,
 * are allocated by the instructions that they always were.
 */
#include <string.h>

#include "table/memory.h"

ub_pte *table_allocate_frames(struct ub_table_memory *memory) {
  uint32_t used = memory->used;
  ub_pte *first = table_allocate(memory);
  if (first == NULL) return NULL;
  uint32_t others = memory->frames - 1;
  /* A table that is new takes the frames behind its first; chunks are of whole tables. */
  if (memory->used != used) memory->used += others;
  char *rest = (char *)first + FRAME_BYTES;
  memset(rest, 0, (size_t)others * FRAME_BYTES);
  return first;
}
