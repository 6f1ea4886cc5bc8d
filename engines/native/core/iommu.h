/* `iommu_map()`, `iommu_unmap()`, `iommu_map_sg()` and `iommu_iova_to_phys()`: what a caller of the core sees. */
#ifndef UB_CORE_IOMMU_H
#define UB_CORE_IOMMU_H

#include "contract/domain.h"
#include "driver/ops.h"

/* Prepares what the core holds of a domain, except for its driver's ops and its paths. */
void iommu_domain_init(struct ub_domain *domain, const struct ub_domain_config *config);

/*
 * Maps `size` bytes. Returns 0; -EINVAL or -ERANGE for bad arguments, looked at as a whole before
 * anything is done; or a negated errno after what had been mapped was unmapped again: the page
 * table returns the partial mapping and its caller, the core, rolls it back.
 */
int iommu_map(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size, int prot);

/* Maps a scatter list, one segment behind the other in iova. Rolls all back on an error. */
int iommu_map_list(struct ub_domain *domain, uint64_t iova, struct ub_scatter_list *list, int prot);

/* Unmaps `size` bytes and waits for the invalidations unless the domain is lazy. Returns the bytes unmapped. */
size_t iommu_unmap(struct ub_domain *domain, uint64_t iova, size_t size);

/* The physical address behind `iova`; UB_NOT_MAPPED where nothing is mapped. */
uint64_t iommu_iova_to_phys(struct ub_domain *domain, uint64_t iova);

#endif
