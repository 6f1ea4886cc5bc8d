/* SPDX-License-Identifier: GPL-2.0-only */
/* Maps and unmaps of the kernel's core, for domains of generic_pt (drivers/iommu/iommu.c). */
#include <linux/kconfig.h>

#include "generic-pt/kunit/kunit.h"

#include <linux/generic_pt/iommu.h>

static struct pt_iommu *table_of(struct iommu_domain *domain) {
  return container_of(domain, struct pt_iommu, domain);
}

/* What was mapped before an error is unmapped again. */
int iommu_map(struct iommu_domain *domain, unsigned long iova, phys_addr_t paddr, size_t size,
              int prot, gfp_t gfp) {
  struct pt_iommu *table = table_of(domain);
  size_t mapped = 0;
  int error = table->ops->map_range(table, iova, paddr, size, (unsigned)prot, gfp, &mapped);
  if (error != 0) iommu_unmap(domain, iova, mapped);
  return error;
}

size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size) {
  struct pt_iommu *table = table_of(domain);
  struct iommu_iotlb_gather gather;
  iommu_iotlb_gather_init(&gather);
  size_t unmapped = table->ops->unmap_range(table, iova, size, &gather);
  iommu_iotlb_sync(domain, &gather);
  return unmapped;
}

phys_addr_t iommu_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova) {
  return domain->ops->iova_to_phys(domain, iova);
}
