/*
 * A chain of loads through the memory, one a cache line, each of which says where the next one is:
 * the latency of whatever level of the caches holds as much.
 */
#include "limits/limits.h"
#include "limits/memory.h"

enum { LINE_BYTES = 64, LOADS = 100000 };

struct line {
  struct line *next;
  char rest[LINE_BYTES - sizeof(struct line *)];
};

/* The 64-bit generator known as xorshift64. */
static uint64_t random_after(uint64_t state) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^ state << 17;
}

/* One cycle through all lines, in random order (Sattolo's algorithm). */
static void *chain(size_t bytes) {
  struct line *lines = memory_of(bytes);
  size_t count = bytes / sizeof *lines;
  if (lines == NULL) return NULL;
  for (size_t at = 0; at < count; at++) lines[at].next = &lines[at];
  uint64_t random = 0x9e3779b97f4a7c15;
  for (size_t last = count - 1; last > 0; last--) {
    random = random_after(random);
    size_t other = random % last;
    struct line *next = lines[last].next;
    lines[last].next = lines[other].next;
    lines[other].next = next;
  }
  return lines;
}

static size_t follow(void *state, size_t bytes) {
  (void)bytes;
  struct line **start = state;
  struct line *at = *start;
  for (size_t loads = 0; loads < LOADS; loads++) {
    at = at->next;
    __asm__ volatile("" : "+r"(at));
  }
  return LOADS;
}

const struct ub_limit dependent_load = { "dependent load", chain, NULL, follow, give_back };
