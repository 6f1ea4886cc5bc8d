/* One call an item, each of which waits for the one before it: straight, and through an ops struct. */
#include "limits/callee.h"
#include "limits/limits.h"

enum { CALLS = 100000 };

static const struct callee_ops *ops = &callee;

static void *nothing(size_t bytes) {
  (void)bytes;
  return &ops;
}

static void leave_it(void *state, size_t bytes) {
  (void)state;
  (void)bytes;
}

static size_t run_direct(void *state, size_t bytes) {
  (void)state;
  (void)bytes;
  size_t done = 0;
  while (done < CALLS) done = next_of(done);
  return done;
}

static size_t run_indirect(void *state, size_t bytes) {
  (void)bytes;
  const struct callee_ops *to = *(const struct callee_ops **)state;
  size_t done = 0;
  while (done < CALLS) done = to->next(done);
  return done;
}

const struct ub_limit direct_call = { "direct call", nothing, NULL, run_direct, leave_it };
const struct ub_limit indirect_call = { "indirect call", nothing, NULL, run_indirect, leave_it };
