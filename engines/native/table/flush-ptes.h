/* What a walker that is not coherent must be shown: ptes are written back after they are stored. */
#ifndef UB_TABLE_FLUSH_PTES_H
#define UB_TABLE_FLUSH_PTES_H

#include "cpu/write-back.h"
#include "table/geometry.h"

/* Writes back `count` ptes of a table from `index` on, at once. */
static inline void flush_ptes(const ub_pte *base, size_t index, size_t count) {
  COUNT(probe_write_back(index, count));
  write_back((const void *)(base + index), count * sizeof *base);
}

/* Writes a new table back whole, before it is published. */
static inline void flush_table(const ub_pte *base) {
  COUNT(probe_write_back_table());
  write_back((const void *)base, GRANULE);
}

#endif
