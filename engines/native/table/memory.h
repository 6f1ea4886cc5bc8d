/*
 * Memory for page tables: an arena of 4 KiB frames that grows, with a free list. A table is a frame,
 * or several in formats of a larger granule, and is known by the number of its first. Its "physical
 * address" is its address: user addresses fit the address field of a descriptor, so that entries
 * hold pointers, and a walk follows them as the kernel follows its linear map.
 */
#ifndef UB_TABLE_MEMORY_H
#define UB_TABLE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/pte.h"
#include "table/table-list.h"

enum { FRAME_BYTES = 4096 };

struct ub_table_memory {
  /* All tables, one after another, in address space that is reserved as a whole. */
  char *arena;
  /*
   * Frames that may be in use at once, that the arena has memory for, of which so many are ready to
   * be handed out, and that were.
   */
  uint32_t limit;
  uint32_t committed;
  uint32_t ready;
  uint32_t used;
  /* Free tables: the first one's number, linked by `next`. */
  uint32_t first_free;
  uint32_t free_count;
  /* By table: the number of the next one in the list that it is in. */
  uint32_t *next;
  /* Frames of a table. */
  uint32_t frames;
};

/*
 * Reserves room for `limit` tables of `table_bytes`, a multiple of a frame. Returns whether there was
 * that much address space.
 */
bool table_memory_open(struct ub_table_memory *memory, uint32_t limit, size_t table_bytes);
void table_memory_close(struct ub_table_memory *memory);

/* A zeroed table; NULL where no more may be in use. The first is for tables of one frame alone. */
ub_pte *table_allocate(struct ub_table_memory *memory);
ub_pte *table_allocate_frames(struct ub_table_memory *memory);

/* Makes a table available again at once: nothing may still be walking it. */
void table_free(struct ub_table_memory *memory, ub_pte *table);

/* Sets a table aside until the iotlb sync. */
void table_defer(struct ub_table_memory *memory, ub_pte *table, struct ub_table_list *list);

/* Tables of one frame that are allocated and not freed, those set aside included. */
static inline uint32_t frames_in_use(const struct ub_table_memory *memory) {
  return memory->used - memory->free_count;
}

/* Tables allocated and not freed, those set aside included. */
static inline uint32_t tables_in_use(const struct ub_table_memory *memory) {
  return memory->used / memory->frames - memory->free_count;
}

/* Bytes of memory taken so far. */
uint64_t table_memory_bytes(const struct ub_table_memory *memory);

#endif
