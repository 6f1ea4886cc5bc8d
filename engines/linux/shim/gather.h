/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a page table does with the gather of an unmap. It is the core's own, whose end is exclusive: a
 * file that reads the kernel's `start` does not compile, and so does not read a wrong end.
 */
#ifndef UB_SHIM_GATHER_H
#define UB_SHIM_GATHER_H

#include "contract/probe.h"
#include "driver/gather.h"
#include "shim/accesses.h"
#include "shim/arithmetic.h"

#define iommu_iotlb_gather ub_gather

struct iommu_domain;

struct iommu_domain_ops {
  phys_addr_t (*iova_to_phys)(struct iommu_domain *domain, dma_addr_t iova);
  void (*iotlb_sync)(struct iommu_domain *domain, struct iommu_iotlb_gather *gather);
};

struct iommu_domain {
  unsigned type;
  bool is_iommupt;
  const struct iommu_domain_ops *ops;
  /* Page sizes that may be used. */
  unsigned long pgsize_bitmap;
  /* Of addresses that can be mapped, the last one included. */
  struct {
    dma_addr_t aperture_start;
    dma_addr_t aperture_end;
    bool force_aperture;
  } geometry;
};

static inline bool iommu_iotlb_gather_queued(const struct iommu_iotlb_gather *gather) {
  return gather != NULL && gather->queued;
}

static inline void iommu_iotlb_gather_init(struct iommu_iotlb_gather *gather) {
  gather_start(gather, false);
}

/* Whether there would be a gap between a range and what is gathered. */
static inline bool iommu_iotlb_gather_is_disjoint(const struct iommu_iotlb_gather *gather,
                                                  unsigned long iova, size_t size) {
  return gather->end != 0 && (iova > gather->end || iova + size < gather->begin);
}

static inline void iommu_iotlb_gather_add_range(struct iommu_iotlb_gather *gather,
                                                unsigned long iova, size_t size) {
  REPORT(probe_range_add(iova, iova + size, 0));
  if (iova < gather->begin) gather->begin = iova;
  if (iova + size > gather->end) gather->end = iova + size;
}

/* Invalidates what is gathered, where it cannot wait for the end of the operation. */
static inline void iommu_iotlb_sync(struct iommu_domain *domain,
                                    struct iommu_iotlb_gather *gather) {
  REPORT(report_sync(gather, true));
  if (domain->ops->iotlb_sync != NULL) domain->ops->iotlb_sync(domain, gather);
  iommu_iotlb_gather_init(gather);
}

/* A page follows what is gathered, or comes after what was gathered is invalidated. */
static inline void iommu_iotlb_gather_add_page(struct iommu_domain *domain,
                                               struct iommu_iotlb_gather *gather,
                                               unsigned long iova, size_t size) {
  bool other_size = gather->pgsize != 0 && gather->pgsize != size;
  if (other_size || iommu_iotlb_gather_is_disjoint(gather, iova, size)) {
    iommu_iotlb_sync(domain, gather);
  }
  gather->pgsize = size;
  iommu_iotlb_gather_add_range(gather, iova, size);
}

#endif
