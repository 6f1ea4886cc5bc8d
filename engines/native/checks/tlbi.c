/*
 * What probes/counting.c counts for ranges that it is given: a program of its own, which reads a
 * report a line and prints all counters in their order, a line each. A report is `walk START END
 * GRANULE`, `pages START END PGSIZE` or `levels START END LEAVES TABLES`.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "contract/probe.h"
#include "probes/counting.h"

static void print_counts(void) {
  uint64_t counts[COUNTERS];
  take_counts(counts);
  for (size_t at = 0; at < COUNTERS; at++) printf("%s%" PRIu64, at == 0 ? "" : " ", counts[at]);
  printf("\n");
}

int main(void) {
  char kind[8];
  uint64_t start, end, first, second;
  while (scanf("%7s %" SCNu64 " %" SCNu64 " %" SCNu64, kind, &start, &end, &first) == 4) {
    if (strcmp(kind, "walk") == 0) {
      probe_flush_walk(start, end - start, first);
    } else if (strcmp(kind, "pages") == 0) {
      probe_sync(false, start, end, first);
    } else {
      if (scanf("%" SCNu64, &second) != 1) return 1;
      probe_sync_levels(false, start, end, (unsigned)first, (unsigned)second);
    }
    print_counts();
  }
  return 0;
}
