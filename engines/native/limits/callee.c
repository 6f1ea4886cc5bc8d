#include "limits/callee.h"

size_t next_of(size_t value) {
  return value + 1;
}

const struct callee_ops callee = { next_of };
