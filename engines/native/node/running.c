/* Running stretches of a tape, and timing series of it. */
#include <stdlib.h>

#include "node/binding.h"
#include "node/columns.h"
#include "node/handle.h"
#include "node/phases.h"
#include "tape/run.h"
#include "tape/time.h"

/* `run(session, op, from, to, [tape's columns], outcome)`: op 0 maps, 1 unmaps, 2 both. */
static napi_value run_tape(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  uint64_t op = whole_number(&arguments, 1);
  uint64_t from = whole_number(&arguments, 2);
  uint64_t to = whole_number(&arguments, 3);
  size_t length;
  double *into = doubles(&arguments, 4 + TAPE_ARGUMENTS, &length);
  if (op > UB_PHASE_MIXED || length < OUTCOME_WIDTH) reject(&arguments, "no such op or outcome");
  struct columns columns = columns_of(&arguments, 4, from, to);
  if (arguments.wrong) return NULL;
  struct ub_phase phase = { .from = 0, .to = columns.length };
  phase.op = op == 0 ? UB_PHASE_MAP : op == 1 ? UB_PHASE_UNMAP : UB_PHASE_MIXED;
  struct ub_outcome outcome = { 0 };
  if (prepare_run(session, &columns.tape, 0, columns.length)) {
    run_phase(session, &columns.tape, &phase, &outcome);
    write_outcome(into, &outcome);
  } else {
    reject(&arguments, "there is no memory to get ready for this tape");
  }
  free_columns(&columns);
  return NULL;
}

/* Times a series whose arguments are right, and hands its figures over. */
static void run_series(struct arguments *arguments, struct ub_session *session,
                       struct ub_series *series, double *ns, double *cpu_ns, size_t samples,
                       double *outcomes) {
  series->ns = calloc(2 * samples + 1, sizeof *series->ns);
  series->outcomes = calloc(series->phase_count, sizeof *series->outcomes);
  series->cpu_ns = series->ns + samples;
  if (series->ns == NULL || series->outcomes == NULL || !time_series(session, series)) {
    reject(arguments, "there is no memory for the series");
  } else {
    for (size_t at = 0; at < samples; at++) {
      ns[at] = (double)series->ns[at];
      cpu_ns[at] = (double)series->cpu_ns[at];
    }
    for (size_t at = 0; at < series->phase_count; at++) {
      write_outcome(outcomes + OUTCOME_WIDTH * at, &series->outcomes[at]);
    }
  }
  free(series->ns);
  free(series->outcomes);
}

/*
 * `time(session, discarded, cycles, [tape's columns], phases, ns, cpuNs, outcomes)`: `ns` and
 * `cpuNs` have a number for each timed phase of each cycle; `outcomes` has three for each phase,
 * summed over all cycles.
 */
static napi_value time_tape(napi_env env, napi_callback_info info) {
  struct arguments arguments = arguments_of(env, info);
  struct ub_session *session = session_in(&arguments, 0);
  uint64_t discarded = whole_number(&arguments, 1);
  uint64_t cycles = whole_number(&arguments, 2);
  size_t operations, ns_length, cpu_length, outcome_length;
  bytes(&arguments, 3, &operations);
  size_t after = 3 + TAPE_ARGUMENTS;
  double *ns = doubles(&arguments, after + 1, &ns_length);
  double *cpu_ns = doubles(&arguments, after + 2, &cpu_length);
  double *outcomes = doubles(&arguments, after + 3, &outcome_length);
  size_t count = 0;
  struct ub_phase *phases = phases_of(&arguments, after, operations, &count);
  if (phases == NULL) return NULL;
  size_t timed = 0;
  for (size_t at = 0; at < count; at++) timed += phases[at].timed;
  size_t samples = timed * cycles;
  if (cycles > 0 && (samples / cycles != timed || samples > ns_length || samples > cpu_length)) {
    reject(&arguments, "there is no room for the figures of a series");
  }
  if (OUTCOME_WIDTH * count > outcome_length) {
    reject(&arguments, "there is no room for the outcomes of a series");
  }
  struct columns columns = { 0 };
  if (!arguments.wrong) columns = columns_of(&arguments, 3, 0, operations);
  if (!arguments.wrong && !prepare_run(session, &columns.tape, 0, columns.length)) {
    reject(&arguments, "there is no memory to get ready for this tape");
  }
  if (!arguments.wrong) {
    struct ub_series series = {
      .tape = &columns.tape,
      .phases = phases,
      .phase_count = count,
      .discarded = discarded,
      .cycles = cycles,
    };
    run_series(&arguments, session, &series, ns, cpu_ns, samples, outcomes);
  }
  free_columns(&columns);
  free(phases);
  return NULL;
}

const struct exported running[] = {
  { "run", run_tape },
  { "time", time_tape },
  { NULL, NULL },
};
