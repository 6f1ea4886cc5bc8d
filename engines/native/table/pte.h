/* Page-table entries: 64-bit descriptors that a walker may read at any moment. */
#ifndef UB_TABLE_PTE_H
#define UB_TABLE_PTE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef _Atomic uint64_t ub_pte;

/* An entry that holds nothing. */
#define EMPTY UINT64_C(0)

/* READ_ONCE() and WRITE_ONCE(): one load or store of all 64 bits, at its place in the program. */
static inline uint64_t read_pte(ub_pte *pte) {
  return atomic_load_explicit(pte, memory_order_relaxed);
}

static inline void write_pte(ub_pte *pte, uint64_t value) {
  atomic_store_explicit(pte, value, memory_order_relaxed);
}

/* cmpxchg64_relaxed(): writes `value` if the entry still is `*expected`, else returns what it is. */
static inline bool cas_pte(ub_pte *pte, uint64_t *expected, uint64_t value) {
  return atomic_compare_exchange_strong_explicit(pte, expected, value, memory_order_relaxed,
                                                 memory_order_relaxed);
}

#endif
