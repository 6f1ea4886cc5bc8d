/*
 * What counts instructions: callgrind where the program runs under it, else the processor's own
 * counter where the system lends it.
 */
#ifndef UB_INSTRUCTIONS_METER_H
#define UB_INSTRUCTIONS_METER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct meter {
  bool callgrind;
  /* Else: the counter's file, and what it has counted since the last report. */
  int file;
  uint64_t counted;
  /* What it counts of itself, each time. */
  uint64_t own;
};

/* Returns why there is none, in words; NULL where there is one. */
const char *meter_open(struct meter *meter);

/*
 * Hands over what was counted in `cycles` cycles of a job's phases of a kind, and begins at 0 again:
 * a dump of callgrind's with the name `job op cycles`, or a line `count job op cycles instructions`.
 */
void meter_report(struct meter *meter, size_t job, unsigned op, uint64_t cycles);

#endif
