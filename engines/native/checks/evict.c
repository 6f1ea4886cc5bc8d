/* How much of other memory an eviction writes: a line each, of the bytes that are asked for. */
#include "tape/evict.h"

#include <stdio.h>

enum { LINE_WORDS = 8 };

static const uint64_t UNTOUCHED = UINT64_MAX;

int main(void) {
  const struct ub_phase phases[] = { { .evict_bytes = 4096 }, { .evict_bytes = 65536 } };
  const size_t asked[] = { 0, 4096, 65536 };
  struct ub_other_memory other = { 0 };
  if (!find_other_memory(&other, phases, 2)) return 1;
  printf("room for %zu\n", other.bytes);
  for (size_t at = 0; at < sizeof asked / sizeof *asked; at++) {
    for (size_t word = 0; word < other.bytes / sizeof *other.words; word++) other.words[word] = UNTOUCHED;
    evict_caches(&other, asked[at]);
    size_t lines = 0;
    for (size_t word = 0; word < other.bytes / sizeof *other.words; word += LINE_WORDS) {
      lines += other.words[word] != UNTOUCHED;
    }
    printf("%zu bytes: %zu lines\n", asked[at], lines);
  }
  free_other_memory(&other);
  return 0;
}
