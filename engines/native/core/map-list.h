/* The two ways of `iommu_map_sg()`. */
#ifndef UB_CORE_MAP_LIST_H
#define UB_CORE_MAP_LIST_H

#include <errno.h>

#include "contract/probe.h"
#include "core/iommu.h"

/* 0, or -EINVAL or -ERANGE where any segment is misaligned or out of range. */
static int check_list(const struct ub_domain *domain, uint64_t iova,
                      const struct ub_scatter_list *list) {
  uint64_t merged = iova;
  uint64_t end = iova;
  bool outside = false;
  for (size_t at = list->from; at < list->to; at++) {
    merged |= list->paddr[at] | list->size[at];
    end += list->size[at];
    if (list->paddr[at] + list->size[at] > domain->paddr_end) outside = true;
  }
  if ((merged & domain->alignment_mask) != 0) return -EINVAL;
  return outside || end > domain->iova_end ? -ERANGE : 0;
}

/* One map for each run of segments that lie side by side in memory. */
static int map_list_run_by_run(struct ub_domain *domain, uint64_t iova,
                               struct ub_scatter_list *list, int prot) {
  size_t done = 0;
  for (list_rewind(list); list->left > 0;) {
    size_t length = list->left;
    int error = iommu_map(domain, iova + done, list->here, length, prot);
    if (error != 0) {
      iommu_unmap(domain, iova, done);
      return error;
    }
    list_advance(list, length);
    done += length;
  }
  return 0;
}

/* One call. */
static int map_list_whole(struct ub_domain *domain, uint64_t iova, struct ub_scatter_list *list,
                          int prot) {
  size_t mapped = 0;
  COUNT(probe_driver_call(OP_MAP_LIST, iova, 0, list->to - list->from));
  int error = domain->ops->map_list(domain, iova, list, prot, 0, &mapped);
  if (error != 0) iommu_unmap(domain, iova, mapped);
  return error;
}

#endif
