/*
 * The seam under the drivers: what a page table offers to its driver, and the driver to it.
 *
 * A table is handed around as a pointer to its `struct ub_table_ops`, which is the first member of
 * whatever it is (`struct io_pgtable_ops` in the kernel), so that a call is what it is there: load
 * the function, call it with the ops as its first argument. `map_pages`, `unmap_pages` and
 * `iova_to_phys` have the names, the arguments and the results that they have in
 * include/linux/io-pgtable.h since v5.15, `gfp` among them, which means nothing here; so have
 * `flush_walk` and `add_page` below with `struct iommu_flush_ops`.
 *
 * Another page table is put there in one of two ways:
 *
 * 1. It embeds a `struct ub_table_ops` as its first member and fills it; ops that its call shapes
 *    never use stay NULL. table/page-table.h does this.
 * 2. It has an ops struct of its own with members of these names: then the drivers are compiled
 *    once more with -DUB_TABLE_OPS_HEADER='"its.h"', a header that declares the struct and makes
 *    `ub_table_ops` a name for it (`#define ub_table_ops io_pgtable_ops`). The compiler checks every
 *    call against the table's own declarations, and no adapter stands between the two: it would be
 *    an indirect call more than the kernel makes. Such drivers offer pages alone; the range ops of
 *    `struct ub_driver_ops` are NULL (driver/forward-pages.h, driver/forward-range.h).
 *
 * Maps return 0 or a negated errno and add the bytes that they mapped to `mapped`, which they never
 * set, so that partial progress is never lost; unmaps return bytes, fewer than asked for where
 * something was not mapped. Pages may end early, at a table's end: the caller asks again.
 *
 * What is not called while an operation is timed (opening, leaves, leak checks) is no part of it:
 * struct ub_table_inspection.
 */
#ifndef UB_DRIVER_TABLE_OPS_H
#define UB_DRIVER_TABLE_OPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "driver/gather.h"
#include "driver/scatter-list.h"

#ifdef UB_TABLE_OPS_HEADER
#include UB_TABLE_OPS_HEADER
#else

struct ub_table_ops {
  /* Maps up to `pgcount` pages of `pgsize` bytes. */
  int (*map_pages)(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                   size_t pgcount, int prot, unsigned gfp, size_t *mapped);
  /* Unmaps up to `pgcount` pages of `pgsize` bytes. */
  size_t (*unmap_pages)(struct ub_table_ops *ops, uint64_t iova, size_t pgsize, size_t pgcount,
                        struct ub_gather *gather);
  /* The physical address behind `iova`; UB_NOT_MAPPED where nothing is mapped. */
  uint64_t (*iova_to_phys)(struct ub_table_ops *ops, uint64_t iova);
  /* Maps all of `[iova, iova + size)`, choosing page sizes on the way down. */
  int (*map_range)(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t size, int prot,
                   unsigned gfp, size_t *mapped);
  /* Maps all segments of a scatter list, from `iova` on. */
  int (*map_list)(struct ub_table_ops *ops, uint64_t iova, struct ub_scatter_list *list, int prot,
                  unsigned gfp, size_t *mapped);
  /* Unmaps `[iova, iova + size)`, whatever its leaves are. */
  size_t (*unmap_range)(struct ub_table_ops *ops, uint64_t iova, size_t size,
                        struct ub_gather *gather);
};

#endif

/* What a driver offers to its page table (`struct iommu_flush_ops`). `cookie` is the driver's own. */
struct ub_tlb_ops {
  /* Invalidates `[iova, iova + size)` with the walk caches and waits: a table there goes. */
  void (*flush_walk)(uint64_t iova, size_t size, size_t granule, void *cookie);
  /*
   * Adds a cleared leaf to the gather; syncs first if it would leave a gap or change the page size.
   * NULL where the driver invalidates what it unmapped by itself: then a table tells it of no leaf
   * and of no range.
   */
  void (*add_page)(struct ub_gather *gather, uint64_t iova, size_t granule, void *cookie);
  /* Invalidates what was gathered so far and waits: it cannot be one range with what comes next. */
  void (*sync_now)(struct ub_gather *gather, void *cookie);
};

/* A leaf that is visited; returns whether to continue. */
typedef bool ub_leaf_visitor(void *context, uint64_t iova, uint64_t paddr, uint64_t size);

/*
 * An entry that is visited, as it stands in memory, but for the address of a table: a table's own
 * entries follow it, so that their order says where it leads.
 */
typedef void ub_entry_visitor(void *context, unsigned level, unsigned index, uint64_t pte);

/* How a session looks into a table and closes it, between operations. */
struct ub_table_inspection {
  /* The physical address behind `iova`; UB_NOT_MAPPED where nothing is mapped. */
  uint64_t (*translate)(struct ub_table_ops *ops, uint64_t iova);
  /* Visits every leaf that ends after `from`, in ascending order. */
  void (*leaves)(struct ub_table_ops *ops, uint64_t from, ub_leaf_visitor *visit, void *context);
  /* Tables in use, and those of them that the root reaches, itself included. */
  uint64_t (*tables_in_use)(struct ub_table_ops *ops);
  uint64_t (*reachable_tables)(struct ub_table_ops *ops);
  /* Bytes of memory that the tables and what is known of them take. */
  uint64_t (*memory_bytes)(struct ub_table_ops *ops);
  void (*close)(struct ub_table_ops *ops);
#ifdef UB_COUNT
  /* Visits every entry that is not 0, a table's entries behind the one that leads to it. */
  void (*entries)(struct ub_table_ops *ops, ub_entry_visitor *visit, void *context);
#endif
};

#endif
