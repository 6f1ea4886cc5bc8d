/* Runs stretches of a tape: the only code inside a timed region. */
#ifndef UB_TAPE_RUN_H
#define UB_TAPE_RUN_H

#include "tape/session.h"

/* Runs maps and unmaps in the tape's order. */
void run_mixed(struct ub_session *session, const struct ub_tape *tape, size_t from, size_t to,
               struct ub_outcome *into);

/*
 * Gets ready for operations `from` to `to` of a tape, which is called before they are run. Returns
 * whether there was memory for it.
 */
static inline bool prepare_run(struct ub_session *session, const struct ub_tape *tape, size_t from,
                               size_t to) {
  return session->runner->prepare == NULL ||
         session->runner->prepare(session, tape, from, to);
}

/* What runs a phase, by the kind that it is; in the session's own module, whoever asks. */
static inline ub_run *run_of(const struct ub_session *session, const struct ub_phase *phase) {
  const struct ub_runner *runner = session->runner;
  if (phase->op == UB_PHASE_MAP) return runner->maps;
  return phase->op == UB_PHASE_UNMAP ? runner->unmaps : runner->mixed;
}

static inline void run_phase(struct ub_session *session, const struct ub_tape *tape,
                             const struct ub_phase *phase, struct ub_outcome *into) {
  run_of(session, phase)(session, tape, phase->from, phase->to, into);
}

#endif
