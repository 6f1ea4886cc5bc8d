/* The processor's own counter of instructions in user space, on this thread. */
#ifndef UB_INSTRUCTIONS_COUNTER_H
#define UB_INSTRUCTIONS_COUNTER_H

#include <stdint.h>

/* A file that it is read from; -1 where the system or the processor has none to lend (errno). */
int counter_open(void);

/* Sets it to 0 and lets it run. */
void counter_start(int file);

/* Stops it; returns what it came to. */
uint64_t counter_stop(int file);

#endif
