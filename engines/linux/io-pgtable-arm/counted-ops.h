/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the build that counts, ops that stand between the driver and the kernel's: they say where a
 * call begins and ends, and what it came to.
 */
#ifndef UB_IO_PGTABLE_ARM_COUNTED_OPS_H
#define UB_IO_PGTABLE_ARM_COUNTED_OPS_H

#ifdef UB_COUNT

#include "driver/smmu.h"
#include "drivers.h"
#include "io-pgtable-arm/opened.h"
#include "table/geometry.h"

#define COUNTED_OR(counted, plain) (counted)

static void counted_flush_walk(unsigned long iova, size_t size, size_t granule, void *cookie) {
  accesses_settle();
  accesses_dropped();
  smmu_tlb.flush_walk(iova, size, granule, cookie);
}

static void counted_add_page(struct iommu_iotlb_gather *gather, unsigned long iova, size_t granule,
                             void *cookie) {
  accesses_settle();
  smmu_tlb.add_page(gather, iova, granule, cookie);
}

static void tell_mapped(size_t pgsize, size_t bytes) {
  if (bytes > 0) probe_map_leaves(pgsize == GRANULE, bytes / pgsize);
}

#ifdef UB_HAS_PAGES
static int counted_map_pages(struct io_pgtable_ops *ops, unsigned long iova, phys_addr_t paddr,
                             size_t pgsize, size_t pgcount, int prot, gfp_t gfp, size_t *mapped) {
  struct opened *opened = opened_of(ops);
  size_t before = *mapped;
  accesses_begin(opened->arena, iova);
  int error =
    opened->ops->map_pages(opened->ops, iova, paddr, pgsize, pgcount, prot, gfp, mapped);
  accesses_end();
  tell_mapped(pgsize, *mapped - before);
  return error;
}

static size_t counted_unmap_pages(struct io_pgtable_ops *ops, unsigned long iova, size_t pgsize,
                                  size_t pgcount, struct iommu_iotlb_gather *gather) {
  struct opened *opened = opened_of(ops);
  accesses_begin(opened->arena, iova);
  size_t unmapped = opened->ops->unmap_pages(opened->ops, iova, pgsize, pgcount, gather);
  accesses_end();
  return unmapped;
}
#endif

#ifdef UB_HAS_ONE_PAGE
static int counted_map(struct io_pgtable_ops *ops, unsigned long iova, phys_addr_t paddr,
                       size_t size, int prot MAP_GFP(gfp_t gfp)) {
  struct opened *opened = opened_of(ops);
  accesses_begin(opened->arena, iova);
  int error = opened->ops->map(opened->ops, iova, paddr, size, prot MAP_GFP(gfp));
  accesses_end();
  tell_mapped(size, error == 0 ? size : 0);
  return error;
}

static size_t counted_unmap(struct io_pgtable_ops *ops, unsigned long iova, size_t size,
                            struct iommu_iotlb_gather *gather) {
  struct opened *opened = opened_of(ops);
  accesses_begin(opened->arena, iova);
  size_t unmapped = opened->ops->unmap(opened->ops, iova, size, gather);
  accesses_end();
  return unmapped;
}
#endif

static phys_addr_t uncounted_iova_to_phys(struct io_pgtable_ops *ops, unsigned long iova) {
  struct io_pgtable_ops *kernels = opened_of(ops)->ops;
  return kernels->iova_to_phys(kernels, iova);
}

static struct io_pgtable_ops counted_ops_of(const struct io_pgtable_ops *kernels) {
  struct io_pgtable_ops ops = *kernels;
#ifdef UB_HAS_PAGES
  ops.map_pages = counted_map_pages;
  ops.unmap_pages = counted_unmap_pages;
#endif
#ifdef UB_HAS_ONE_PAGE
  ops.map = counted_map;
  ops.unmap = counted_unmap;
#endif
  ops.iova_to_phys = uncounted_iova_to_phys;
  return ops;
}

#else

#define COUNTED_OR(counted, plain) (plain)

#endif

#endif
