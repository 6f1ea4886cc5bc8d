/* A pte is stored, and then a barrier or an atomic operation follows: one item each. */
#include "cpu/barriers.h"
#include "limits/limits.h"
#include "table/pte.h"

enum { ITEMS = 100000 };

static ub_pte pte;

static void *one_pte(size_t bytes) {
  (void)bytes;
  return (void *)&pte;
}

static void leave_it(void *state, size_t bytes) {
  (void)state;
  (void)bytes;
}

static size_t run_publish_barrier(void *state, size_t bytes) {
  (void)bytes;
  ub_pte *at = state;
  for (size_t item = 0; item < ITEMS; item++) {
    write_pte(at, item);
    publish_barrier();
  }
  return ITEMS;
}

static size_t run_write_barrier(void *state, size_t bytes) {
  (void)bytes;
  ub_pte *at = state;
  for (size_t item = 0; item < ITEMS; item++) {
    write_pte(at, item);
    write_barrier();
  }
  return ITEMS;
}

static size_t run_compare_and_swap(void *state, size_t bytes) {
  (void)bytes;
  ub_pte *at = state;
  write_pte(at, 0);
  for (uint64_t item = 0; item < ITEMS; item++) {
    uint64_t expected = item;
    cas_pte(at, &expected, item + 1);
  }
  return ITEMS;
}

static size_t run_read_modify_write(void *state, size_t bytes) {
  (void)bytes;
  ub_pte *at = state;
  for (size_t item = 0; item < ITEMS; item++) atomic_fetch_add(at, 1);
  return ITEMS;
}

const struct ub_limit publish_barrier_limit = {
  "store and dma_wmb", one_pte, NULL, run_publish_barrier, leave_it,
};
const struct ub_limit write_barrier_limit = {
  "store and wmb", one_pte, NULL, run_write_barrier, leave_it,
};
const struct ub_limit compare_and_swap = {
  "compare-and-swap", one_pte, NULL, run_compare_and_swap, leave_it,
};
const struct ub_limit read_modify_write = {
  "atomic read-modify-write", one_pte, NULL, run_read_modify_write, leave_it,
};
