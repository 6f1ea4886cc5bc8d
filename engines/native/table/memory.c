#include "table/memory.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "contract/probe.h"
#include "cpu/pages.h"

/* Frames that the arena grows by: one piece of memory. */
enum { CHUNK_FRAMES = 512 };

/*
 * Arenas of one chunk that were closed, for the next that are opened: to get 2 MiB from the system
 * takes far longer than to hand them on. One thread opens and closes all sessions.
 */
enum { MOST_KEPT = 64 };
static struct kept {
  char *arena;
  uint32_t limit;
} kept[MOST_KEPT];
static size_t kept_count;

/* The arena that was kept last of those of a limit; NULL where there is none. */
static char *take_kept(uint32_t limit) {
  for (size_t at = kept_count; at-- > 0;) {
    if (kept[at].limit != limit) continue;
    char *arena = kept[at].arena;
    kept[at] = kept[--kept_count];
    return arena;
  }
  return NULL;
}

bool table_memory_open(struct ub_table_memory *memory, uint32_t tables, size_t table_bytes) {
  size_t frames = table_bytes / FRAME_BYTES;
  if (tables > UINT32_MAX / frames) return false;
  uint32_t limit = tables * (uint32_t)frames;
  *memory = (struct ub_table_memory){ .limit = limit, .frames = (uint32_t)frames };
  memory->arena = take_kept(limit);
  memory->committed = memory->arena == NULL ? 0 : CHUNK_FRAMES;
  if (memory->arena == NULL) memory->arena = pages_reserve((size_t)limit * FRAME_BYTES);
  return memory->arena != NULL;
}

void table_memory_close(struct ub_table_memory *memory) {
  free(memory->next);
  if (memory->committed == CHUNK_FRAMES && kept_count < MOST_KEPT) {
    kept[kept_count++] = (struct kept){ .arena = memory->arena, .limit = memory->limit };
  } else {
    pages_release(memory->arena, (size_t)memory->limit * FRAME_BYTES);
  }
}

/* Gets memory for the next chunk of frames, and for what is noted of them. */
static bool grow(struct ub_table_memory *memory) {
  size_t ready = (size_t)memory->ready + CHUNK_FRAMES;
  uint32_t *next = realloc(memory->next, ready * sizeof *next);
  if (next == NULL) return false;
  memory->next = next;
  if (memory->committed < ready) {
    char *chunk = memory->arena + (size_t)memory->ready * FRAME_BYTES;
    if (!pages_commit(chunk, PAGES_PIECE)) return false;
    memory->committed = (uint32_t)ready;
  }
  memory->ready = (uint32_t)ready;
  return true;
}

static ub_pte *table_numbered(const struct ub_table_memory *memory, uint32_t number) {
  return (ub_pte *)(void *)(memory->arena + (size_t)number * FRAME_BYTES);
}

static uint32_t number_of(const struct ub_table_memory *memory, const ub_pte *table) {
  return (uint32_t)((size_t)((const char *)table - memory->arena) / FRAME_BYTES);
}

ub_pte *table_allocate(struct ub_table_memory *memory) {
  if (frames_in_use(memory) >= memory->limit) return NULL;
  ub_pte *table;
  if (memory->free_count > 0) {
    table = table_numbered(memory, memory->first_free);
    memory->first_free = memory->next[memory->first_free];
    memory->free_count--;
  } else {
    if (memory->used == memory->ready && !grow(memory)) return NULL;
    table = table_numbered(memory, memory->used++);
  }
  memset((void *)table, 0, FRAME_BYTES);
  return table;
}

void table_free(struct ub_table_memory *memory, ub_pte *table) {
  uint32_t number = number_of(memory, table);
  memory->next[number] = memory->first_free;
  memory->first_free = number;
  memory->free_count++;
}

void table_defer(struct ub_table_memory *memory, ub_pte *table, struct ub_table_list *list) {
  uint32_t number = number_of(memory, table);
  memory->next[number] = list->first;
  list->memory = memory;
  list->first = number;
  list->count++;
}

void free_listed_tables(struct ub_table_list *list) {
  struct ub_table_memory *memory = list->memory;
  COUNT(probe_free_tables(list->count));
  while (list->count > 0) {
    uint32_t number = list->first;
    list->first = memory->next[number];
    list->count--;
    table_free(memory, table_numbered(memory, number));
  }
}

uint64_t table_memory_bytes(const struct ub_table_memory *memory) {
  return (uint64_t)memory->ready * (FRAME_BYTES + sizeof *memory->next);
}
