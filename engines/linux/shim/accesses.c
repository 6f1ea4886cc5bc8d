/* SPDX-License-Identifier: GPL-2.0-only */
#include "shim/accesses.h"

#include <stddef.h>
#include <string.h>

#include "shim/shim.h"

bool shim_reports;

/* No table was entered yet. */
enum { OUTSIDE = -1 };

/* A table that a walk went through, and the entry that was read in it last. */
struct entered {
  const char *table;
  uint64_t index;
};

enum { LEVELS = 4 };

/* The call that is being counted. */
static struct {
  /* NULL between calls. */
  struct arena *arena;
  uint64_t iova;
  /* Level of the table that was read last, that of the root, and by level what was entered. */
  int level;
  int root;
  struct entered entered[LEVELS];
  bool dropped;
  /* The pte that is about to be stored to, and what it held: what is stored is seen later. */
  const volatile uint64_t *stored;
  uint64_t before;
} call = { .level = OUTSIDE };

void accesses_settle(void) {
  if (call.stored == NULL) return;
  unsigned level = page_of((const void *)call.stored)->level;
  library_stored(call.arena, level, call.before, *call.stored);
  call.stored = NULL;
}

void accesses_begin(struct arena *arena, uint64_t iova) {
  call.arena = arena;
  call.iova = iova;
  call.level = OUTSIDE;
  memset(call.entered, 0, sizeof call.entered);
  call.dropped = false;
  shim_reports = true;
}

void accesses_end(void) {
  accesses_settle();
  call.arena = NULL;
  call.level = OUTSIDE;
  shim_reports = false;
}

void accesses_dropped(void) {
  call.dropped = true;
}

void accesses_new_table(void *table) {
  struct arena *arena = arena_of(table);
  struct page *page = page_of(table);
  unsigned tables = page->order > arena->table_order ? 1u << (page->order - arena->table_order) : 1;
  /* A second table that hangs below none becomes the root of the first. */
  if (call.level == OUTSIDE && arena->tables > tables && arena->root_level > 0) arena->root_level--;
  unsigned level = call.level == OUTSIDE ? arena->root_level + (tables > 1) : (unsigned)call.level + 1;
  for (unsigned at = 0; at < 1u << page->order; at++) page[at].level = (uint8_t)level;
  for (unsigned at = 0; shim_reports && at < tables; at++) probe_alloc_table(level);
}

/* Whether an address is a pte of the table that is called. */
static bool is_pte(const volatile void *address) {
  return call.arena != NULL && arena_holds(call.arena, (const void *)address);
}

static uint64_t index_of(const volatile void *address) {
  return offset_in_block((const void *)address) / sizeof(uint64_t);
}

/*
 * A walk goes down, and where it continues across tables up and down again: each table is entered once.
 * Who reads the entry of the root again that led down starts again.
 */
static void enter_table(unsigned level, const volatile void *address) {
  struct entered *entered = &call.entered[level];
  uint64_t index = index_of(address);
  const char *table = (const char *)address - index * sizeof(uint64_t);
  if (call.dropped) return;
  bool again = (int)level == call.root && call.level > call.root && entered->index == index;
  if (call.level == OUTSIDE || again) {
    probe_walk(call.iova);
    call.root = (int)level;
    /* Tables that the walk before went through are entered again. */
    memset(call.entered, 0, sizeof call.entered);
  }
  if (entered->table != table) probe_visit(level);
  *entered = (struct entered){ table, index };
  call.level = (int)level;
}

static void loaded(const volatile void *address) {
  if (!is_pte(address)) return;
  accesses_settle();
  unsigned level = page_of((const void *)address)->level;
  enter_table(level, address);
  probe_read_ptes(level, index_of(address), 1);
}

static void storing(const volatile void *address) {
  if (!is_pte(address)) return;
  accesses_settle();
  call.stored = address;
  call.before = *call.stored;
  probe_write_ptes(page_of((const void *)address)->level, index_of(address), 1);
}

u64 shim_compare_and_swap(u64 *at, u64 old, u64 new) {
  if (is_pte(at)) {
    accesses_settle();
    probe_cas_pte(page_of(at)->level, index_of(at));
  }
  __atomic_compare_exchange_n(at, &old, new, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return old;
}

u64 shim_exchange(u64 *at, u64 new) {
  u64 old = *at;
  while (shim_compare_and_swap(at, old, new) != old) old = *at;
  return old;
}

/* What the compiler calls; their names are its own. */
#define BOTH(bytes)                                           \
  void __tsan_read##bytes(void *address);                     \
  void __tsan_read##bytes(void *address) {                    \
    loaded(address);                                          \
  }                                                           \
  void __tsan_write##bytes(void *address);                    \
  void __tsan_write##bytes(void *address) {                   \
    storing(address);                                         \
  }                                                           \
  void __tsan_volatile_read##bytes(void *address);            \
  void __tsan_volatile_read##bytes(void *address) {           \
    loaded(address);                                          \
  }                                                           \
  void __tsan_volatile_write##bytes(void *address);           \
  void __tsan_volatile_write##bytes(void *address) {          \
    storing(address);                                         \
  }                                                           \
  void __tsan_unaligned_read##bytes(void *address);           \
  void __tsan_unaligned_read##bytes(void *address) {          \
    loaded(address);                                          \
  }                                                           \
  void __tsan_unaligned_write##bytes(void *address);          \
  void __tsan_unaligned_write##bytes(void *address) {         \
    storing(address);                                         \
  }

BOTH(1)
BOTH(2)
BOTH(4)
BOTH(8)
BOTH(16)

void __tsan_init(void);
void __tsan_init(void) {}

void __tsan_func_entry(void *caller);
void __tsan_func_entry(void *caller) {
  (void)caller;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void) {}

/* A structure is copied or cleared: none of them is a pte. */
void __tsan_read_range(void *address, size_t bytes);
void __tsan_read_range(void *address, size_t bytes) {
  (void)address;
  (void)bytes;
}

void __tsan_write_range(void *address, size_t bytes);
void __tsan_write_range(void *address, size_t bytes) {
  (void)address;
  (void)bytes;
}
