/*
 * What counts instructions: callgrind where the program runs under it, else the processor's own
 * counter where the system lends it.
 */
#ifndef UB_INSTRUCTIONS_METER_H
#define UB_INSTRUCTIONS_METER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "instructions/batch.h"

struct meter {
  bool callgrind;
  /* Else: the counter's file, and what it has counted since the last report, by kind of phase. */
  int file;
  uint64_t counted[OP_KINDS];
  /* What it counts of itself, each time. */
  uint64_t own;
};

/* Returns why there is none, in words; NULL where there is one. */
const char *meter_open(struct meter *meter);

/*
 * Hands over what was counted in `cycles` cycles of a job, and begins at 0 again: a dump of
 * callgrind's with the name `JOB CYCLES`, or a line `count JOB CYCLES MAPS UNMAPS MIXED`.
 */
void meter_report(struct meter *meter, size_t job, uint64_t cycles);

#endif
