#include "limits/limits.h"

#include "cpu/clock.h"

const struct ub_limit *const limits[UB_LIMITS] = {
  &bare_store,      &bare_clear,  &memset_clear,  &checked_store_limit,   &checked_clear_limit,
  &direct_call,     &indirect_call, &dependent_load, &store_in_line,      &write_back_line,
  &publish_barrier_limit, &write_barrier_limit, &compare_and_swap, &read_modify_write,
};

size_t measure_limit(const struct ub_limit *limit, size_t bytes, size_t repeats, uint64_t *ns,
                     uint64_t *cpu_ns) {
  void *state = limit->prepare(bytes);
  if (state == NULL) return 0;
  if (limit->restore != NULL) limit->restore(state, bytes);
  size_t items = limit->run(state, bytes);
  for (size_t nth = 0; nth < repeats; nth++) {
    if (limit->restore != NULL) limit->restore(state, bytes);
    uint64_t cpu_before = thread_cpu_ns();
    uint64_t before = monotonic_ns();
    items = limit->run(state, bytes);
    uint64_t after = monotonic_ns();
    uint64_t cpu_after = thread_cpu_ns();
    ns[nth] = after - before;
    cpu_ns[nth] = cpu_after - cpu_before;
  }
  limit->finish(state, bytes);
  return items;
}
