#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "cpu/pages.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

static size_t in_pieces(size_t bytes) {
  return (bytes + PAGES_PIECE - 1) / PAGES_PIECE * PAGES_PIECE;
}

char *pages_reserve(size_t bytes) {
  size_t wanted = in_pieces(bytes);
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *start = mmap(NULL, wanted + PAGES_PIECE, PROT_NONE, flags, -1, 0);
  if (start == MAP_FAILED) return NULL;
  size_t before = (PAGES_PIECE - (uintptr_t)start % PAGES_PIECE) % PAGES_PIECE;
  if (before > 0) munmap(start, before);
  munmap(start + before + wanted, PAGES_PIECE - before);
  return start + before;
}

bool pages_commit(char *start, size_t bytes) {
  if (mprotect(start, bytes, PROT_READ | PROT_WRITE) != 0) return false;
#ifdef MADV_HUGEPAGE
  madvise(start, bytes, MADV_HUGEPAGE);
#endif
  memset(start, 0, bytes);
  return true;
}

void pages_release(char *start, size_t bytes) {
  munmap(start, in_pieces(bytes));
}
