/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory for the tables of one domain: blocks of 4 KiB pages, a power of two of them and aligned to
 * their own size, zeroed when they are taken. What is given back is taken again first. It gets its
 * memory as native/table/memory.h does, so that both tiers' tables lie alike.
 */
#ifndef UB_SHIM_ARENA_H
#define UB_SHIM_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ARENA_PAGE = 4096, ARENA_ORDERS = 11 };

/* Address space of an arena, which begins at a multiple of it: a block's arena is known by its address. */
#define ARENA_BYTES ((uintptr_t)8 << 30)

/* Number of the first page that is handed out: the arena's own notes lie before it. */
enum { ARENA_FIRST_PAGE = 9 * 512 };

/* What is known of a page. */
struct page {
  /* Number of the next free block of its order. */
  uint32_t next;
  /* log2 of the pages of the block that it is in. */
  uint8_t order;
  /* In the build that counts: the level of the table in it. */
  uint8_t level;
};

#ifdef UB_ARENA_NOTES
/* Room beside a page for what the kernel's files keep there, as in its `struct page`. */
struct page_note {
  uint64_t words[8];
};

/* One a page, in the last of an arena's address space; they get memory as their pages do. */
#define ARENA_NOTES_BYTES (ARENA_BYTES / ARENA_PAGE * sizeof(struct page_note))
#else
#define ARENA_NOTES_BYTES ((uintptr_t)0)
#endif

struct arena {
  /* The place in the list of arenas: what a device tells to allocate from it. */
  int node;
  /* log2 of the pages of a table. */
  unsigned table_order;
  /* Tables that may be in use at once, and that are. */
  uint32_t limit;
  uint32_t tables;
  /* Pages, by number: those that have memory, and those that were ever handed out. */
  uint32_t ready;
  uint32_t used;
  /* The first free block of each order; 0 where there is none. */
  uint32_t free[ARENA_ORDERS];
  /* In the build that counts: the level of a root that is one table. */
  unsigned root_level;
  /* Whatever the library that it serves puts there. */
  void *library;
  struct page *pages;
};

/* An arena for at most `limit` tables. NULL where there is no address space, or too many are open. */
struct arena *arena_open(uint32_t limit, unsigned table_order);
void arena_close(struct arena *arena);

/* The arena that a device's node stands for; that of no domain where it stands for none. */
struct arena *arena_numbered(int node);

/* A zeroed block of 2^order pages; NULL where there may be no more. */
void *arena_take(struct arena *arena, unsigned order);
void arena_give(void *block);

/* Bytes of memory taken so far. */
uint64_t arena_memory_bytes(const struct arena *arena);

static inline struct arena *arena_of(const void *address) {
  return (struct arena *)((uintptr_t)address & ~(ARENA_BYTES - 1));
}

/* Whether an address is in an arena, in memory that was handed out. */
static inline bool arena_holds(const struct arena *arena, const void *address) {
  uintptr_t page = ((uintptr_t)address - (uintptr_t)arena) / ARENA_PAGE;
  return page >= ARENA_FIRST_PAGE && page < arena->used;
}

static inline struct page *page_of(const void *address) {
  const struct arena *arena = arena_of(address);
  return &arena->pages[((uintptr_t)address - (uintptr_t)arena) / ARENA_PAGE];
}

static inline void *address_of_page(const struct page *page) {
  char *arena = (char *)arena_of(page);
  return arena + (size_t)(page - ((struct arena *)(void *)arena)->pages) * ARENA_PAGE;
}

#ifdef UB_ARENA_NOTES
static inline struct page_note *notes_of(const void *address) {
  return (struct page_note *)(void *)((char *)arena_of(address) + ARENA_BYTES - ARENA_NOTES_BYTES);
}

/* What is noted of the page that an address is in; and that page, by an address in its note. */
static inline struct page_note *note_of(const void *address) {
  return &notes_of(address)[((uintptr_t)address & (ARENA_BYTES - 1)) / ARENA_PAGE];
}

static inline void *address_of_note(const void *note) {
  size_t page = (size_t)((const char *)note - (const char *)notes_of(note)) / sizeof(struct page_note);
  return (char *)arena_of(note) + page * ARENA_PAGE;
}
#endif

/* Bytes of the block that an address is in, and bytes from the start of it to the address. */
static inline size_t block_bytes(const void *address) {
  return (size_t)ARENA_PAGE << page_of(address)->order;
}

static inline size_t offset_in_block(const void *address) {
  return (uintptr_t)address & (block_bytes(address) - 1);
}

#endif
