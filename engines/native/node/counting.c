/* What the build that counts hands over. */
#include <stdlib.h>
#include <string.h>

#include "core/iommu.h"
#include "cpu/write-back.h"
#include "node/arguments.h"
#include "node/binding.h"
#include "node/handle.h"
#include "probes/counting.h"

/* `takeCounts(into)`: what was counted since the last call, in the order of COUNTER_NAMES. */
static napi_value take_all_counts(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  size_t length;
  double *into = doubles(&arguments, 0, &length);
  if (length < COUNTERS) reject(&arguments, "there is no room for all counters");
  if (arguments.wrong) return NULL;
  uint64_t counts[COUNTERS];
  take_counts(counts);
  for (size_t at = 0; at < COUNTERS; at++) into[at] = (double)counts[at];
  return NULL;
}

/* `recordEvents(on)` */
static napi_value set_recording(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  bool on = boolean(&arguments, 0);
  if (!arguments.wrong) record_events(on);
  return NULL;
}

/* `takeEvents()`: a Float64Array of what was reported since the last call, in its order. */
static napi_value take_all_events(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  size_t count;
  struct reported *events = take_events(&count);
  if (events == NULL) {
    reject(&arguments, "there is no memory for as many events");
    return NULL;
  }
  void *data;
  napi_value buffer, array = NULL;
  size_t numbers = count * UB_EVENT_WIDTH;
  if (napi_create_arraybuffer(env, numbers * sizeof(double), &data, &buffer) == napi_ok) {
    double *into = data;
    for (size_t at = 0; at < count; at++) {
      for (size_t word = 0; word < UB_EVENT_WIDTH; word++) {
        *into++ = (double)events[at].words[word];
      }
    }
    napi_create_typedarray(env, napi_float64_array, numbers, buffer, 0, &array);
  }
  free(events);
  return array;
}

/* `linesWrittenBack()`: cache lines that were written back since the module was loaded. */
static napi_value lines_so_far(napi_env env, napi_callback_info info) {
  (void)info;
  return number(env, (double)lines_written_back);
}

/* Numbers of an entry: its level, its place in its table, its high and its low word. */
enum { ENTRY_WIDTH = 4 };

struct reading {
  double *into;
  size_t room;
  size_t count;
};

static void read_entry(void *context, unsigned level, unsigned index, uint64_t pte) {
  struct reading *reading = context;
  if (reading->count++ >= reading->room) return;
  *reading->into++ = level;
  *reading->into++ = index;
  *reading->into++ = (double)(pte >> 32);
  *reading->into++ = (double)(uint32_t)pte;
}

/*
 * `entries(session, into)`: fills a Float64Array with the entries of a page table, as many as fit;
 * returns how many there are.
 */
static napi_value read_entries(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  size_t length;
  double *into = doubles(&arguments, 1, &length);
  if (arguments.wrong) return NULL;
  struct reading reading = { .into = into, .room = length / ENTRY_WIDTH };
  session->inspection->entries(session->smmu.table, read_entry, &reading);
  return number(env, (double)reading.count);
}

/* `mapAs(session, iova, paddr, size, prot)`: maps as tapes do, with another protection; 0 or an errno. */
static napi_value map_as(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  uint64_t iova = whole_number(&arguments, 1);
  uint64_t paddr = whole_number(&arguments, 2);
  uint64_t size = whole_number(&arguments, 3);
  uint64_t prot = whole_number(&arguments, 4);
  if (arguments.wrong) return NULL;
  return number(env, iommu_map(&session->smmu.domain, iova, paddr, size, (int)prot));
}

const struct exported counting[] = {
  { "takeCounts", take_all_counts },
  { "recordEvents", set_recording },
  { "takeEvents", take_all_events },
  { "linesWrittenBack", lines_so_far },
  { "entries", read_entries },
  { "mapAs", map_as },
  { NULL, NULL },
};
