/* SPDX-License-Identifier: GPL-2.0-only */
/* A page table of the kernel's, and what stands around it. */
#ifndef UB_IO_PGTABLE_ARM_OPENED_H
#define UB_IO_PGTABLE_ARM_OPENED_H

#include "driver/table-ops.h"
#include "io-pgtable-arm/shim.h"
#include "table/page-table.h"

struct opened {
  /* How it is looked into. Its ops are those of the build that counts, and unused in others. */
  struct ub_page_table view;
  /* The kernel's. */
  struct io_pgtable_ops *ops;
  struct iommu_flush_ops tlb;
  struct device device;
  struct arena *arena;
};

/* What is behind the ops that the driver calls. */
static inline struct opened *opened_of(struct io_pgtable_ops *ops) {
#ifdef UB_COUNT
  return (struct opened *)(void *)ops;
#else
  return container_of(io_pgtable_ops_to_pgtable(ops)->cfg.iommu_dev, struct opened, device);
#endif
}

#endif
