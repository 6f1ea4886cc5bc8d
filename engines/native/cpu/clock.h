/* The clocks that series are timed by, in nanoseconds. */
#ifndef UB_CPU_CLOCK_H
#define UB_CPU_CLOCK_H

#include <stdint.h>

/* The monotonic clock: time that passed. */
uint64_t monotonic_ns(void);

/* Time that the processor spent on this thread. */
uint64_t thread_cpu_ns(void);

#endif
