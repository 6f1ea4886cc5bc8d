#include "tape/evict.h"

#include <stdlib.h>

enum { LINE_WORDS = 8 };

bool find_other_memory(struct ub_other_memory *other, const struct ub_phase *phases,
                       size_t count) {
  size_t bytes = other->bytes;
  for (size_t at = 0; at < count; at++) {
    if (phases[at].evict_bytes > bytes) bytes = phases[at].evict_bytes;
  }
  if (bytes == other->bytes) return true;
  free_other_memory(other);
  other->words = malloc(bytes);
  if (other->words == NULL) return false;
  other->bytes = bytes;
  return true;
}

void evict_caches(const struct ub_other_memory *other, size_t bytes) {
  for (size_t at = 0; at < bytes / sizeof *other->words; at += LINE_WORDS) other->words[at] = at;
}

void free_other_memory(struct ub_other_memory *other) {
  free((void *)other->words);
  *other = (struct ub_other_memory){ 0 };
}
