/* Writing cache lines back to memory, for a walker that does not snoop the CPU's caches. */
#ifndef UB_CPU_WRITE_BACK_H
#define UB_CPU_WRITE_BACK_H

#include <stddef.h>
#include <stdint.h>

/*
 * Writes back the cache lines that hold `bytes` from `start` on, and waits until they are ordered
 * before what follows.
 */
void write_back(const void *start, size_t bytes);

/*
 * Lines that were written back, in the build that counts: what was done, beside what the layers above
 * report of it (writeBackLines).
 */
extern uint64_t lines_written_back;

/* The instruction that `write_back` uses on this machine, with its barrier: "clwb, sfence". */
const char *write_back_name(void);

#endif
