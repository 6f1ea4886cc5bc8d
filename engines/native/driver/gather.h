/*
 * Pending TLB invalidations of one unmap, as `struct iommu_iotlb_gather`: one range of one page
 * size, and the tables that went. Addresses are bytes, `end` is exclusive; a gather that is empty
 * ends before it begins.
 */
#ifndef UB_DRIVER_GATHER_H
#define UB_DRIVER_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "contract/probe.h"
#include "table/table-list.h"

/* Where an empty gather begins: the largest number that tapes and reports can hold. */
#define UB_NOWHERE ((UINT64_C(1) << 53) - 1)

struct ub_gather {
  uint64_t begin;
  uint64_t end;
  union {
    size_t pgsize;
    /* Of a page table that gathers ranges without a page size: the levels of what went, a bit each. */
    struct {
      uint8_t leaf_levels_bitmap;
      uint8_t table_levels_bitmap;
    } pt;
  };
  /* Tables that are freed once the iotlb sync is over. */
  struct ub_table_list freelist;
  /* Set in lazy mode: a flush queue invalidates later, so nothing is gathered. */
  bool queued;
};

/* Nothing is pending any more. */
static inline void gather_reset(struct ub_gather *gather) {
  gather->begin = UB_NOWHERE;
  gather->end = 0;
  gather->pgsize = 0;
}

/* Reports that what is gathered is waited for: with its page size, or the levels that it has instead. */
static inline void report_sync(const struct ub_gather *gather, bool forced) {
#ifdef UB_GATHERS_RANGES
  unsigned leaves = gather->pt.leaf_levels_bitmap;
  unsigned tables = gather->pt.table_levels_bitmap;
  if ((leaves | tables) != 0) probe_sync_levels(forced, gather->begin, gather->end, leaves, tables);
  else probe_sync(forced, gather->begin, gather->end, 0);
#else
  probe_sync(forced, gather->begin, gather->end, gather->pgsize);
#endif
}

/* Empties the gather for a new operation. */
static inline void gather_start(struct ub_gather *gather, bool queued) {
  tables_none(&gather->freelist);
  gather->queued = queued;
  gather_reset(gather);
}

/* Takes a page that follows what is gathered, the common case; returns whether it did. */
static inline bool gather_extend(struct ub_gather *gather, uint64_t iova, size_t pgsize) {
  if (gather->pgsize != pgsize || iova != gather->end) return false;
  gather->end = iova + pgsize;
  return true;
}

/* Whether `[iova, iova + size)` of pages of `pgsize` would leave a gap or change the page size. */
static inline bool gather_cannot_take(const struct ub_gather *gather, uint64_t iova, size_t size,
                                      size_t pgsize) {
  return gather->pgsize != 0 &&
         (gather->pgsize != pgsize || iova > gather->end || iova + size < gather->begin);
}

static inline void gather_add(struct ub_gather *gather, uint64_t iova, size_t size,
                              size_t pgsize) {
  gather->pgsize = pgsize;
  if (iova < gather->begin) gather->begin = iova;
  if (iova + size > gather->end) gather->end = iova + size;
}

#endif
