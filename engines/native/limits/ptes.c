/* Loops over as many ptes as fit the memory: one item a pte. Compiled as the page table is, without vector registers. */
#include <string.h>

#include "limits/descriptor-loops.h"
#include "limits/limits.h"
#include "limits/memory.h"

/* A descriptor: any that is not 0 will do. */
#define LEAF UINT64_C(0x2000000f47)

static size_t ptes_in(size_t bytes) {
  return bytes / sizeof(ub_pte);
}

static void fill(void *state, size_t bytes) {
  store_descriptors(state, ptes_in(bytes), LEAF);
}

static void empty(void *state, size_t bytes) {
  clear_descriptors(state, ptes_in(bytes));
}

static size_t run_bare_store(void *state, size_t bytes) {
  store_descriptors(state, ptes_in(bytes), LEAF);
  return ptes_in(bytes);
}

static size_t run_bare_clear(void *state, size_t bytes) {
  clear_descriptors(state, ptes_in(bytes));
  return ptes_in(bytes);
}

static size_t run_memset(void *state, size_t bytes) {
  memset(state, 0, bytes);
  return ptes_in(bytes);
}

static size_t run_checked_store(void *state, size_t bytes) {
  return checked_store(state, ptes_in(bytes), LEAF);
}

static size_t run_checked_clear(void *state, size_t bytes) {
  return checked_clear(state, ptes_in(bytes));
}

const struct ub_limit bare_store = { "bare store", memory_of, empty, run_bare_store, give_back };
const struct ub_limit bare_clear = { "bare clear", memory_of, fill, run_bare_clear, give_back };
const struct ub_limit memset_clear = { "memset", memory_of, fill, run_memset, give_back };
const struct ub_limit checked_store_limit = {
  "checked store", memory_of, empty, run_checked_store, give_back,
};
const struct ub_limit checked_clear_limit = {
  "checked clear", memory_of, fill, run_checked_clear, give_back,
};
