#include "instructions/meter.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "instructions/counter.h"
#include "instructions/requests.h"

enum { TRIES = 16, NAME = 80 };

/* The least that the counter counts of its own start and stop. */
static uint64_t own_instructions(int file) {
  uint64_t least = UINT64_MAX;
  for (int at = 0; at < TRIES; at++) {
    counter_start(file);
    uint64_t counted = counter_stop(file);
    if (counted < least) least = counted;
  }
  return least;
}

const char *meter_open(struct meter *meter) {
  *meter = (struct meter){ .callgrind = ask_valgrind(REQUEST_DEPTH, NULL) > 0, .file = -1 };
  if (meter->callgrind) return NULL;
  meter->file = counter_open();
  if (meter->file < 0) return strerror(errno);
  meter->own = own_instructions(meter->file);
  return meter->own == 0 ? "the counter stands still" : NULL;
}

void meter_report(struct meter *meter, size_t job, uint64_t cycles) {
  char name[NAME];
  snprintf(name, sizeof name, "%zu %llu", job, (unsigned long long)cycles);
  if (meter->callgrind) {
    ask_valgrind(REQUEST_DUMP_AS, name);
    return;
  }
  printf("count %s", name);
  for (int kind = 0; kind < OP_KINDS; kind++) {
    printf(" %llu", (unsigned long long)meter->counted[kind]);
    meter->counted[kind] = 0;
  }
  printf("\n");
}
