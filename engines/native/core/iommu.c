#include "core/iommu.h"

#include <errno.h>

#include "contract/probe.h"
#include "core/map-list.h"
#include "generated/core-paths.h"

void iommu_domain_init(struct ub_domain *domain, const struct ub_domain_config *config) {
  domain->pgsize_bitmap = config->pgsize_bitmap;
  domain->alignment_mask = (config->pgsize_bitmap & -config->pgsize_bitmap) - 1;
  domain->iova_end = UINT64_C(1) << config->ias;
  domain->paddr_end = UINT64_C(1) << config->oas;
  domain->strict = config->strict;
  tables_none(&domain->queue);
}

/* What a page table says of a leaf in the way; the kernel's libraries differ, callers see one error. */
#ifndef UB_OCCUPIED
#define UB_OCCUPIED EEXIST
#endif

static int as_callers_see(int error) {
  return error == -UB_OCCUPIED ? -EEXIST : error;
}

static int map_by_path(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size,
                       int prot, size_t *mapped) {
#define CALL(function) return map_##function(domain, iova, paddr, size, prot, mapped)
#define PATH(name, function) case MAP_##name: CALL(function);
#define LAST_PATH(name, function) default: CALL(function);
  switch (domain->map_path) { UB_MAP_PATHS(PATH, LAST_PATH) }
#undef CALL
#undef PATH
}

static size_t unmap_by_path(struct ub_domain *domain, uint64_t iova, size_t size,
                            struct ub_gather *gather) {
#define CALL(function) return unmap_##function(domain, iova, size, gather)
#define PATH(name, function) case UNMAP_##name: CALL(function);
  switch (domain->unmap_path) { UB_UNMAP_PATHS(PATH, LAST_PATH) }
#undef CALL
#undef PATH
}

int iommu_map(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size, int prot) {
  if (((iova | paddr | size) & domain->alignment_mask) != 0) return -EINVAL;
  if (iova + size > domain->iova_end || paddr + size > domain->paddr_end) return -ERANGE;
  if (size == 0) return 0;
  size_t mapped = 0;
  int error = map_by_path(domain, iova, paddr, size, prot, &mapped);
  if (error == 0) return 0;
  iommu_unmap(domain, iova, mapped);
  return as_callers_see(error);
}

int iommu_map_list(struct ub_domain *domain, uint64_t iova, struct ub_scatter_list *list,
                   int prot) {
  int bad = check_list(domain, iova, list);
  if (bad != 0) return bad;
  return domain->list_in_one_call ? map_list_whole(domain, iova, list, prot)
                                  : map_list_run_by_run(domain, iova, list, prot);
}

size_t iommu_unmap(struct ub_domain *domain, uint64_t iova, size_t size) {
  if (((iova | size) & domain->alignment_mask) != 0 || iova + size > domain->iova_end) return 0;
  struct ub_gather gather;
  gather_start(&gather, !domain->strict);
  /* The queue holds one unmap, so that counts do not depend on the past. */
  if (!domain->strict) free_tables(&domain->queue);
  size_t unmapped = size == 0 ? 0 : unmap_by_path(domain, iova, size, &gather);
  if (domain->strict) {
    COUNT(report_sync(&gather, false));
    domain->ops->iotlb_sync(domain, &gather);
  } else {
    tables_move(&domain->queue, &gather.freelist);
  }
  COUNT(probe_unmapped(unmapped));
  return unmapped;
}

uint64_t iommu_iova_to_phys(struct ub_domain *domain, uint64_t iova) {
  COUNT(probe_iova_to_phys(iova));
  return domain->ops->iova_to_phys(domain, iova);
}
