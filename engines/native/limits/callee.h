/* What is called by the limits of calls: a function of another object. */
#ifndef UB_LIMITS_CALLEE_H
#define UB_LIMITS_CALLEE_H

#include <stddef.h>

struct callee_ops {
  size_t (*next)(size_t value);
};

extern const struct callee_ops callee;

size_t next_of(size_t value);

#endif
