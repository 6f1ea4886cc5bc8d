/*
 * Counts the instructions of tapes: no Node, no clock, and the very objects that are timed.
 *
 *   PROGRAM BATCH    a file as batch.h lays it out
 *
 * For each job: `few` cycles of its tape, `many`, and both once more, each of them reported
 * (meter.h), phases that are not timed left out. After each job it prints `done JOB BYTES FAILURES`, what
 * its operations came to, or `refused JOB REASON`. Exit code: 0, 2 for a batch that cannot be read,
 * 3 where nothing counts.
 */
#include <stdio.h>

#include "instructions/batch.h"
#include "instructions/counter.h"
#include "instructions/meter.h"
#include "instructions/open-job.h"
#include "instructions/requests.h"
#include "tape/run.h"

enum { TWICE = 2, BAD_BATCH = 2, NO_METER = 3 };

/*
 * Runs a phase and counts it, in a frame of its own for each kind: where callgrind counts, what is
 * below it is listed by its name, and its own instructions are left out by it; they are subtracted
 * where the counter counts. The kind stands in each frame's code, or compilers make one of all.
 */
#define FRAME(name, kind)                                                                      \
  static __attribute__((noinline)) void name(struct meter *meter, struct ub_session *session, \
                                             const struct ub_tape *tape,                      \
                                             const struct ub_phase *phase,                    \
                                             struct ub_outcome *outcome) {                    \
    __asm__ volatile("" : : "i"(kind));                                                        \
    if (meter->callgrind) {                                                                    \
      ask_valgrind(REQUEST_TOGGLE_COLLECT, NULL);                                              \
      run_phase(session, tape, phase, outcome);                                                \
      ask_valgrind(REQUEST_TOGGLE_COLLECT, NULL);                                              \
    } else {                                                                                   \
      counter_start(meter->file);                                                              \
      run_phase(session, tape, phase, outcome);                                                \
      meter->counted[kind] += counter_stop(meter->file) - meter->own;                          \
    }                                                                                          \
  }

FRAME(counted_maps, UB_PHASE_MAP)
FRAME(counted_unmaps, UB_PHASE_UNMAP)
FRAME(counted_mixed, UB_PHASE_MIXED)

static void (*const frames[OP_KINDS])(struct meter *, struct ub_session *, const struct ub_tape *,
                                      const struct ub_phase *, struct ub_outcome *) = {
  [UB_PHASE_MAP] = counted_maps,
  [UB_PHASE_UNMAP] = counted_unmaps,
  [UB_PHASE_MIXED] = counted_mixed,
};

/* Runs whole cycles; phases that are timed are counted where there is a meter. */
static void run_cycles(struct meter *meter, struct ub_session *session,
                       const struct counted_tape *tape, uint64_t cycles,
                       struct ub_outcome *outcome) {
  for (uint64_t cycle = 0; cycle < cycles; cycle++) {
    for (size_t at = 0; at < tape->phase_count; at++) {
      const struct ub_phase *phase = &tape->phases[at];
      if (meter != NULL && phase->timed) {
        frames[phase->op](meter, session, &tape->tape, phase, outcome);
      } else {
        run_phase(session, &tape->tape, phase, outcome);
      }
    }
  }
}

static void count(struct meter *meter, struct ub_session *session, const struct batch *batch,
                  size_t number, struct ub_outcome *outcome) {
  const struct counted_tape *tape = batch->jobs[number].tape;
  run_cycles(NULL, session, tape, batch->warm, outcome);
  for (int time = 0; time < TWICE; time++) {
    run_cycles(meter, session, tape, batch->few, outcome);
    meter_report(meter, number, batch->few);
    run_cycles(meter, session, tape, batch->many, outcome);
    meter_report(meter, number, batch->many);
  }
}

static void run_job(struct meter *meter, const struct batch *batch, size_t number) {
  const char *problem;
  struct ub_session *session = open_job(&batch->jobs[number], &problem);
  if (session == NULL) {
    printf("refused %zu %s\n", number, problem);
    return;
  }
  struct ub_outcome outcome = { 0 };
  count(meter, session, batch, number, &outcome);
  printf("done %zu %llu %llu\n", number, (unsigned long long)outcome.bytes,
         (unsigned long long)outcome.failures);
  session_close(session);
}

int main(int count, char **arguments) {
  struct batch batch;
  struct meter meter;
  const char *problem = batch_load(&batch, count == 2 ? arguments[1] : "");
  if (problem != NULL) {
    fprintf(stderr, "the batch cannot be read: %s\n", problem);
    return BAD_BATCH;
  }
  problem = meter_open(&meter);
  if (problem != NULL) {
    fprintf(stderr, "the processor's counter is not to be had: %s\n", problem);
    return NO_METER;
  }
  /* What is done is reported at once: a job that ends the process leaves the others their counts. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  for (size_t at = 0; at < batch.job_count; at++) run_job(&meter, &batch, at);
  return 0;
}
