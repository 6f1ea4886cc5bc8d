/* SPDX-License-Identifier: GPL-2.0-only */
#define _DEFAULT_SOURCE
#include "shim/arena.h"

#include <string.h>
#include <sys/mman.h>

#include "cpu/pages.h"

/* Most domains that are open at once. */
enum { MOST_ARENAS = 4096, PAGES_OF_A_PIECE = PAGES_PIECE / ARENA_PAGE };

/* Number 0 is for those who name no domain. */
static struct arena *arenas[MOST_ARENAS];

/* What comes before the first block: the arena itself, and what is known of its pages. */
#define HEAD_BYTES ((size_t)ARENA_FIRST_PAGE * ARENA_PAGE)

_Static_assert(sizeof(struct arena) + ARENA_BYTES / ARENA_PAGE * sizeof(struct page) <= HEAD_BYTES &&
                 HEAD_BYTES % PAGES_PIECE == 0,
               "what is known of pages lies before them");

/* Address space for an arena, at a multiple of its size; NULL where there is none. */
static char *reserve(void) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *start = mmap(NULL, 2 * ARENA_BYTES, PROT_NONE, flags, -1, 0);
  if (start == MAP_FAILED) return NULL;
  size_t before = (ARENA_BYTES - (uintptr_t)start % ARENA_BYTES) % ARENA_BYTES;
  if (before > 0) munmap(start, before);
  munmap(start + before + ARENA_BYTES, ARENA_BYTES - before);
  return start + before;
}

/*
 * Arenas of one piece that were closed, for the next that are opened: to get them from the system
 * takes far longer than to hand them on. One thread opens and closes all of them.
 */
enum { MOST_KEPT = 64 };
static struct arena *kept[MOST_KEPT];
static size_t kept_count;

static struct arena *fresh(void) {
  char *start = reserve();
  if (start == NULL) return NULL;
  if (mprotect(start, HEAD_BYTES, PROT_READ | PROT_WRITE) != 0) {
    munmap(start, ARENA_BYTES);
    return NULL;
  }
  struct arena *arena = (struct arena *)(void *)start;
  arena->ready = ARENA_FIRST_PAGE;
  return arena;
}

static struct arena *open_at(int node, uint32_t limit, unsigned table_order) {
  struct arena *arena = kept_count > 0 ? kept[--kept_count] : fresh();
  if (arena == NULL) return NULL;
  uint32_t ready = arena->ready;
  *arena = (struct arena){
    .node = node,
    .table_order = table_order,
    .limit = limit,
    .ready = ready,
    .used = ARENA_FIRST_PAGE,
    .pages = (struct page *)(void *)(arena + 1),
  };
  arenas[node] = arena;
  return arena;
}

struct arena *arena_open(uint32_t limit, unsigned table_order) {
  int node = 1;
  while (node < MOST_ARENAS && arenas[node] != NULL) node++;
  return node == MOST_ARENAS ? NULL : open_at(node, limit, table_order);
}

static void *block_numbered(struct arena *arena, uint32_t number) {
  return (char *)arena + (size_t)number * ARENA_PAGE;
}

void arena_close(struct arena *arena) {
  arenas[arena->node] = NULL;
  if (arena->ready > ARENA_FIRST_PAGE + PAGES_OF_A_PIECE || kept_count == MOST_KEPT) {
    munmap(arena, ARENA_BYTES);
    return;
  }
  size_t used = arena->used - ARENA_FIRST_PAGE;
  memset(&arena->pages[ARENA_FIRST_PAGE], 0, used * sizeof *arena->pages);
#ifdef UB_ARENA_NOTES
  memset(note_of(block_numbered(arena, ARENA_FIRST_PAGE)), 0, used * sizeof(struct page_note));
#endif
  /* As from the system: a root may be smaller than the table that it is looked at as. */
  memset(block_numbered(arena, ARENA_FIRST_PAGE), 0, used * ARENA_PAGE);
  kept[kept_count++] = arena;
}

struct arena *arena_numbered(int node) {
  if (node > 0 && node < MOST_ARENAS && arenas[node] != NULL) return arenas[node];
  return arenas[0] != NULL ? arenas[0] : open_at(0, UINT32_MAX, 0);
}

#ifdef UB_ARENA_NOTES
_Static_assert(PAGES_OF_A_PIECE * sizeof(struct page_note) % ARENA_PAGE == 0,
               "what is noted of a piece takes whole pages");

/* Gets memory for notes, and touches it, so that no later use has to. */
static bool commit_notes(void *start, size_t bytes) {
  if (mprotect(start, bytes, PROT_READ | PROT_WRITE) != 0) return false;
  memset(start, 0, bytes);
  return true;
}
#endif

/* Gets memory for the next piece, and for what is known of its pages. */
static bool grow(struct arena *arena) {
  void *piece = block_numbered(arena, arena->ready);
  if ((size_t)arena->ready * ARENA_PAGE + PAGES_PIECE > ARENA_BYTES - ARENA_NOTES_BYTES) return false;
  if (!pages_commit(piece, PAGES_PIECE)) return false;
#ifdef UB_ARENA_NOTES
  if (!commit_notes(note_of(piece), PAGES_OF_A_PIECE * sizeof(struct page_note))) return false;
#endif
  memset(&arena->pages[arena->ready], 0, PAGES_OF_A_PIECE * sizeof *arena->pages);
  arena->ready += PAGES_OF_A_PIECE;
  return true;
}

/* The number of a block that was never handed out; 0 where there is none. */
static uint32_t fresh_block(struct arena *arena, unsigned order) {
  uint32_t count = 1u << order;
  uint32_t number = (arena->used + count - 1) & ~(count - 1);
  while (number + count > arena->ready) {
    if (!grow(arena)) return 0;
  }
  arena->used = number + count;
  for (uint32_t page = 0; page < count; page++) arena->pages[number + page].order = (uint8_t)order;
  return number;
}

/* Tables that a block counts as: those of a root can be several, or less than one. */
static uint32_t tables_of(const struct arena *arena, unsigned order) {
  return order > arena->table_order ? 1u << (order - arena->table_order) : 1;
}

void *arena_take(struct arena *arena, unsigned order) {
  if (order >= ARENA_ORDERS || arena->tables + tables_of(arena, order) > arena->limit) return NULL;
  uint32_t number = arena->free[order];
  if (number != 0) {
    arena->free[order] = arena->pages[number].next;
  } else {
    number = fresh_block(arena, order);
    if (number == 0) return NULL;
  }
  arena->tables += tables_of(arena, order);
  void *block = block_numbered(arena, number);
  memset(block, 0, (size_t)ARENA_PAGE << order);
  return block;
}

void arena_give(void *block) {
  struct arena *arena = arena_of(block);
  struct page *page = page_of(block);
  page->next = arena->free[page->order];
  arena->free[page->order] = (uint32_t)(page - arena->pages);
  arena->tables -= tables_of(arena, page->order);
}

uint64_t arena_memory_bytes(const struct arena *arena) {
  size_t noted = ARENA_NOTES_BYTES / (ARENA_BYTES / ARENA_PAGE);
  return (uint64_t)(arena->ready - ARENA_FIRST_PAGE) * (ARENA_PAGE + sizeof(struct page) + noted);
}
