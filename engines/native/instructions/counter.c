#define _GNU_SOURCE
#include "instructions/counter.h"

#include <errno.h>

#ifdef __linux__

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int counter_open(void) {
  struct perf_event_attr wanted = {
    .type = PERF_TYPE_HARDWARE,
    .size = sizeof wanted,
    .config = PERF_COUNT_HW_INSTRUCTIONS,
    .disabled = 1,
    .pinned = 1,
    .exclude_kernel = 1,
    .exclude_hv = 1,
  };
  return (int)syscall(SYS_perf_event_open, &wanted, 0, -1, -1, 0UL);
}

void counter_start(int file) {
  ioctl(file, PERF_EVENT_IOC_RESET, 0);
  ioctl(file, PERF_EVENT_IOC_ENABLE, 0);
}

uint64_t counter_stop(int file) {
  uint64_t counted = 0;
  ioctl(file, PERF_EVENT_IOC_DISABLE, 0);
  return read(file, &counted, sizeof counted) == sizeof counted ? counted : 0;
}

#else

int counter_open(void) {
  errno = ENOSYS;
  return -1;
}

void counter_start(int file) {
  (void)file;
}

uint64_t counter_stop(int file) {
  (void)file;
  return 0;
}

#endif
