#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "cpu/clock.h"

#include <time.h>

static uint64_t read_clock(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

uint64_t monotonic_ns(void) {
  return read_clock(CLOCK_MONOTONIC);
}

uint64_t thread_cpu_ns(void) {
  return read_clock(CLOCK_THREAD_CPUTIME_ID);
}
