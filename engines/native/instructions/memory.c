/*
 * memset and its like for what is counted: plain loops over words, so that no C library's choice by
 * processor moves a count. They stand before the C library's at linking.
 */
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((may_alias)) word;

enum { WORD = sizeof(word) };

/* The compiler cannot see what it does to `at`, and so makes no call of memset out of memset's loop. */
#define UNSEEN(at) __asm__("" : "+r"(at))

#define EACH_BYTE (~UINT64_C(0) / 0xff)

void *memset(void *start, int value, size_t bytes);
void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);

void *memset(void *start, int value, size_t bytes) {
  char *at = start, *end = at + bytes;
  uint64_t words = (unsigned char)value * EACH_BYTE;
  for (; at < end && (uintptr_t)at % WORD != 0; at++) {
    *at = (char)value;
    UNSEEN(at);
  }
  for (; end - at >= WORD; at += WORD) {
    *(word *)(void *)at = words;
    UNSEEN(at);
  }
  for (; at < end; at++) {
    *at = (char)value;
    UNSEEN(at);
  }
  return start;
}

static void copy_up(char *to, const char *from, size_t bytes) {
  size_t at = 0;
  if (((uintptr_t)to | (uintptr_t)from) % WORD == 0) {
    for (; bytes - at >= WORD; at += WORD) {
      *(word *)(void *)(to + at) = *(const word *)(const void *)(from + at);
      UNSEEN(at);
    }
  }
  for (; at < bytes; at++) {
    to[at] = from[at];
    UNSEEN(at);
  }
}

void *memcpy(void *restrict to, const void *restrict from, size_t bytes) {
  copy_up(to, from, bytes);
  return to;
}

void *memmove(void *to, const void *from, size_t bytes) {
  char *into = to;
  const char *out = from;
  if ((uintptr_t)into - (uintptr_t)out >= bytes) {
    copy_up(into, out, bytes);
    return to;
  }
  while (bytes > 0) {
    bytes--;
    into[bytes] = out[bytes];
    UNSEEN(bytes);
  }
  return to;
}
