/*
 * What the engines of a batch do and leave, for builds that Node cannot load: those for another
 * architecture than this machine's.
 *
 *   PROGRAM BATCH    a file as instructions/batch.h lays it out; its cycles and meters are nobody's here
 *
 * For each job it runs the tape once and prints of each phase
 *
 *   JOB PHASE BYTES FAILURES ERROR: TRANSLATIONS, counts: COUNTS, lines: LINES, events: DIGEST
 *
 * the translations before, at, at the end of and behind its first and its last operation; what stands
 * behind them of a build that counts alone. Then `JOB leaves N at IOVA to PADDR of SIZE, ...`, those
 * side by side as one, and the tables that leaked; or `JOB refused REASON`.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cpu/write-back.h"
#include "instructions/batch.h"
#include "instructions/open-job.h"
#include "tape/run.h"

#ifdef UB_COUNT
#include "probes/counting.h"
#endif

enum { BAD_BATCH = 2 };

static void print_translation(struct ub_session *session, uint64_t iova) {
  uint64_t paddr = session_translate(session, iova);
  if (paddr == UB_NOT_MAPPED) printf(" -");
  else printf(" %" PRIx64, paddr);
}

/* The places that are looked at around one operation. */
static void print_translations(struct ub_session *session, const struct ub_tape *tape, size_t at) {
  uint64_t iova = tape->iova[at], size = tape->size[at];
  if (iova > 0) print_translation(session, iova - 1);
  print_translation(session, iova);
  if (size > 0) print_translation(session, iova + size - 1);
  print_translation(session, iova + size);
}

#ifdef UB_COUNT

/* FNV-1a, a word at a time. */
static uint64_t digest_of(const struct reported *events, size_t count) {
  uint64_t digest = UINT64_C(0xcbf29ce484222325);
  for (size_t at = 0; at < count; at++) {
    for (size_t word = 0; word < UB_EVENT_WIDTH; word++) {
      digest = (digest ^ events[at].words[word]) * UINT64_C(0x100000001b3);
    }
  }
  return digest;
}

/* What was counted since the last call. */
static void print_counts(void) {
  static uint64_t lines;
  uint64_t counts[COUNTERS];
  size_t event_count;
  struct reported *events = take_events(&event_count);
  take_counts(counts);
  printf(", counts:");
  for (size_t at = 0; at < COUNTERS; at++) printf(" %" PRIu64, counts[at]);
  printf(", lines: %" PRIu64, lines_written_back - lines);
  printf(", events: %" PRIx64, digest_of(events, event_count));
  lines = lines_written_back;
  free(events);
}

#else

static void print_counts(void) {}

#endif

/* Leaves of one size side by side, in both address spaces. */
struct stretch {
  uint64_t iova, paddr, size, count;
};

static void print_stretch(const struct stretch *leaves) {
  if (leaves->count == 0) return;
  printf(" %" PRIu64 " at %" PRIx64 " to %" PRIx64 " of %" PRIx64 ",", leaves->count, leaves->iova,
         leaves->paddr, leaves->size);
}

static bool add_leaf(void *context, uint64_t iova, uint64_t paddr, uint64_t size) {
  struct stretch *leaves = context;
  uint64_t bytes = leaves->count * leaves->size;
  if (size == leaves->size && iova == leaves->iova + bytes && paddr == leaves->paddr + bytes) {
    leaves->count++;
    return true;
  }
  print_stretch(leaves);
  *leaves = (struct stretch){ iova, paddr, size, 1 };
  return true;
}

static void print_table(struct ub_session *session) {
  struct stretch leaves = { 0 };
  session->inspection->leaves(session->smmu.table, 0, add_leaf, &leaves);
  print_stretch(&leaves);
  printf(" leaked: %" PRIu64 "\n", session_leaked_tables(session));
}

static void run_job(const struct job *job, size_t number) {
  const char *problem;
  struct ub_session *session = open_job(job, &problem);
  if (session == NULL) {
    printf("%zu refused %s\n", number, problem);
    return;
  }
  const struct ub_tape *tape = &job->tape->tape;
  for (size_t at = 0; at < job->tape->phase_count; at++) {
    const struct ub_phase *phase = &job->tape->phases[at];
    struct ub_outcome outcome = { 0 };
    run_phase(session, tape, phase, &outcome);
    printf("%zu %zu %" PRIu64 " %" PRIu64 " %d:", number, at, outcome.bytes, outcome.failures,
           outcome.error);
    print_translations(session, tape, phase->from);
    print_translations(session, tape, phase->to - 1);
    print_counts();
    printf("\n");
  }
  printf("%zu leaves", number);
  print_table(session);
  session_close(session);
}

int main(int count, char **arguments) {
  struct batch batch;
  const char *problem = batch_load(&batch, count == 2 ? arguments[1] : "");
  if (problem != NULL) {
    fprintf(stderr, "the batch cannot be read: %s\n", problem);
    return BAD_BATCH;
  }
#ifdef UB_COUNT
  record_events(true);
#endif
  for (size_t at = 0; at < batch.job_count; at++) run_job(&batch.jobs[at], at);
  return 0;
}
