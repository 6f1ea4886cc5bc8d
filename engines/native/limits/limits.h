/*
 * What the machine itself can do, loop by loop: the least that any engine's time is made of.
 * Each limit is measured by both clocks, over a number of items; the caller divides.
 */
#ifndef UB_LIMITS_LIMITS_H
#define UB_LIMITS_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ub_limit {
  const char *name;
  /*
   * Makes ready for `bytes` of memory to work on (of no meaning where a limit has none); NULL where
   * there is not as much.
   */
  void *(*prepare)(size_t bytes);
  /* Brings everything back to where a measurement starts; untimed. May be NULL. */
  void (*restore)(void *state, size_t bytes);
  /* What is timed. Returns how many items it did. */
  size_t (*run)(void *state, size_t bytes);
  void (*finish)(void *state, size_t bytes);
};

enum { UB_LIMITS = 14 };
extern const struct ub_limit *const limits[UB_LIMITS];

/*
 * Measures a limit `repeats` times, after once that does not count. Fills `ns` and `cpu_ns` and
 * returns the items of each time; 0 where there was no memory.
 */
size_t measure_limit(const struct ub_limit *limit, size_t bytes, size_t repeats, uint64_t *ns,
                     uint64_t *cpu_ns);

/* One file each. */
extern const struct ub_limit bare_store, bare_clear, memset_clear, checked_store_limit,
  checked_clear_limit;
extern const struct ub_limit direct_call, indirect_call;
extern const struct ub_limit dependent_load;
extern const struct ub_limit write_back_line, store_in_line;
extern const struct ub_limit publish_barrier_limit, write_barrier_limit, compare_and_swap,
  read_modify_write;

#endif
