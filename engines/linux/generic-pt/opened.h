/* SPDX-License-Identifier: GPL-2.0-only */
/* A page table of generic_pt, and what stands around it. */
#ifndef UB_GENERIC_PT_OPENED_H
#define UB_GENERIC_PT_OPENED_H

#include "generic-pt/shim.h"

#include "driver/table-ops.h"
#include "table/formats/format.h"

struct opened;

/* What only the format can tell of a table: looked at with the kernel's own iterators (view.h). */
struct format_view {
  void (*leaves)(struct opened *opened, uint64_t from, ub_leaf_visitor *leaf, void *context);
  /* Tables that the root reaches, itself included. */
  uint64_t (*reachable)(struct opened *opened);
#ifdef UB_COUNT
  void (*entries)(struct opened *opened, ub_entry_visitor *entry, void *context);
#endif
  /* Whether a pte of a level is a leaf. */
  bool (*is_leaf)(struct opened *opened, unsigned level, uint64_t pte);
};

/* log2 of the largest page size, and one: places for what is known by page size. */
enum { PAGE_SIZE_SHIFTS = 64 };

/* The last level, where ours are numbered from a root for 48 bits on; generic_pt counts from it upwards. */
enum { LAST_LEVEL = 3 };

struct opened {
  const struct format_view *view;
  struct arena *arena;
  struct device device;
  struct iommu_domain_ops domain_ops;
  /* The driver's domain: what its TLB side is called with. */
  struct ub_domain *domain;
  spinlock_t top_lock;
  uint64_t iova_end;
  /* By log2 of a page size: log2 of the bytes that a table of such leaves spans. */
  uint8_t table_shift[PAGE_SIZE_SHIFTS];
#ifdef UB_COUNT
  /* The kernel's ops; the table's own are those that count. */
  const struct pt_iommu_ops *kernels;
#endif
  /* The kernel's table, of a format's own size; the driver is handed its `struct pt_iommu`. */
  _Alignas(64) char table[];
};

static inline struct opened *opened_of(struct ub_table_ops *ops) {
  return (struct opened *)(void *)((char *)ops - offsetof(struct opened, table));
}

static inline struct ub_table_ops *ops_of(struct opened *opened) {
  return (struct ub_table_ops *)(void *)opened->table;
}

/* Bytes of what is asked for that lie in the table of `iova`'s leaf. */
static inline size_t within_table(struct ub_table_ops *ops, uint64_t iova, size_t pgsize,
                                  size_t size) {
  uint64_t span = UINT64_C(1) << opened_of(ops)->table_shift[__builtin_ctzl(pgsize)];
  uint64_t left = span - (iova & (span - 1));
  return size < left ? size : left;
}

/* Opens a table of `bytes` with nothing in it but its ops for a driver; NULL where there is no memory. */
struct opened *opened_for(const struct ub_domain_config *config, const struct format_view *view,
                          size_t bytes, struct ub_domain *domain);
/* After the kernel's own initialisation: the build that counts puts its ops before the kernel's. */
void opened_is_ready(struct opened *opened, const struct ub_domain_config *config);
void opened_drop(struct opened *opened);

/* What the drivers of growing tables offer: pt_iommu_driver_ops. */
extern const struct pt_iommu_driver_ops top_ops;

/* How a session looks into a table and closes it: struct ub_table_inspection. */
uint64_t opened_translate(struct ub_table_ops *ops, uint64_t iova);
void opened_leaves(struct ub_table_ops *ops, uint64_t from, ub_leaf_visitor *leaf, void *context);
uint64_t opened_tables(struct ub_table_ops *ops);
uint64_t opened_reachable(struct ub_table_ops *ops);
uint64_t opened_memory_bytes(struct ub_table_ops *ops);
void opened_close(struct ub_table_ops *ops);
#ifdef UB_COUNT
void opened_entries(struct ub_table_ops *ops, ub_entry_visitor *entry, void *context);
#endif

#endif
