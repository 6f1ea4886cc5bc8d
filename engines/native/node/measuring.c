/* Measuring limits. */
#include <stdlib.h>

#include "limits/limits.h"
#include "node/arguments.h"
#include "node/binding.h"

/*
 * `measure(limit, bytes, ns, cpuNs)`: measures as often as both arrays are long; returns the items
 * of each time.
 */
static napi_value measure(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  uint64_t limit = whole_number(&arguments, 0);
  uint64_t bytes = whole_number(&arguments, 1);
  size_t repeats, cpu_length;
  double *ns = doubles(&arguments, 2, &repeats);
  double *cpu_ns = doubles(&arguments, 3, &cpu_length);
  if (limit >= UB_LIMITS || cpu_length < repeats || bytes == 0 || bytes % 64 != 0) {
    reject(&arguments, "no such limit, or no room for its figures, or no lines of memory");
  }
  if (arguments.wrong) return NULL;
  uint64_t *times = calloc(2 * repeats + 1, sizeof *times);
  size_t items = 0;
  if (times != NULL) items = measure_limit(limits[limit], bytes, repeats, times, times + repeats);
  if (items == 0) reject(&arguments, "there is no memory for the limit");
  for (size_t at = 0; at < repeats && items > 0; at++) {
    ns[at] = (double)times[at];
    cpu_ns[at] = (double)times[repeats + at];
  }
  free(times);
  return number(env, (double)items);
}

const struct exported measuring[] = {
  { "measure", measure },
  { NULL, NULL },
};
