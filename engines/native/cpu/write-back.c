#include "cpu/write-back.h"

#include <stdint.h>

#include "contract/probe.h"

#ifdef UB_COUNT
uint64_t lines_written_back;
#endif

#ifdef __x86_64__

#include <cpuid.h>

enum { LINE = 64 };

enum method { UNKNOWN, CLFLUSH, CLFLUSHOPT, CLWB };

static enum method method;

static enum method detect(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return CLFLUSH;
  if (b & (1u << 24)) return CLWB;
  return b & (1u << 23) ? CLFLUSHOPT : CLFLUSH;
}

static inline enum method chosen(void) {
  if (__builtin_expect(method == UNKNOWN, 0)) method = detect();
  return method;
}

void write_back(const void *start, size_t bytes) {
  const char *line = (const char *)((uintptr_t)start & ~(uintptr_t)(LINE - 1));
  const char *end = (const char *)start + bytes;
  switch (chosen()) {
    case CLWB:
      for (; line < end; line += LINE) {
        COUNT(lines_written_back++);
        __asm__ volatile("clwb %0" ::"m"(*line) : "memory");
      }
      break;
    case CLFLUSHOPT:
      for (; line < end; line += LINE) {
        COUNT(lines_written_back++);
        __asm__ volatile("clflushopt %0" ::"m"(*line) : "memory");
      }
      break;
    default:
      for (; line < end; line += LINE) {
        COUNT(lines_written_back++);
        __asm__ volatile("clflush %0" ::"m"(*line) : "memory");
      }
  }
  __asm__ volatile("sfence" ::: "memory");
}

const char *write_back_name(void) {
  switch (chosen()) {
    case CLWB:
      return "clwb, sfence";
    case CLFLUSHOPT:
      return "clflushopt, sfence";
    default:
      return "clflush, sfence";
  }
}

#else

/* The smallest data cache line, from CTR_EL0 (DminLine, in words of 4 bytes). */
static size_t line_bytes(void) {
#ifdef __APPLE__
  return 64;
#else
  uint64_t ctr;
  __asm__ volatile("mrs %0, ctr_el0" : "=r"(ctr));
  return (size_t)4 << ((ctr >> 16) & 0xf);
#endif
}

void write_back(const void *start, size_t bytes) {
  size_t step = line_bytes();
  const char *line = (const char *)((uintptr_t)start & ~(uintptr_t)(step - 1));
  const char *end = (const char *)start + bytes;
  for (; line < end; line += step) {
    COUNT(lines_written_back++);
    __asm__ volatile("dc cvac, %0" ::"r"(line) : "memory");
  }
  __asm__ volatile("dsb sy" ::: "memory");
}

const char *write_back_name(void) {
  return "dc cvac, dsb sy";
}

#endif
