/* A pte is stored in one cache line after another, and written back or not. */
#include "cpu/write-back.h"
#include "limits/limits.h"
#include "limits/memory.h"
#include "table/pte.h"

enum { LINE_PTES = 8 };

static size_t run_store(void *state, size_t bytes) {
  ub_pte *ptes = state;
  size_t count = bytes / sizeof *ptes;
  for (size_t at = 0; at < count; at += LINE_PTES) write_pte(&ptes[at], at + 1);
  return count / LINE_PTES;
}

static size_t run_write_back(void *state, size_t bytes) {
  ub_pte *ptes = state;
  size_t count = bytes / sizeof *ptes;
  for (size_t at = 0; at < count; at += LINE_PTES) {
    write_pte(&ptes[at], at + 1);
    write_back((const void *)&ptes[at], sizeof *ptes);
  }
  return count / LINE_PTES;
}

const struct ub_limit store_in_line = { "store in a line", memory_of, NULL, run_store, give_back };
const struct ub_limit write_back_line = {
  "store and write-back", memory_of, NULL, run_write_back, give_back,
};
