/*
 * What a driver offers to the core (`struct iommu_domain_ops`), and what the core holds of a
 * domain (`struct iommu_domain`). The driver's own state lies around it.
 */
#ifndef UB_DRIVER_OPS_H
#define UB_DRIVER_OPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "driver/gather.h"
#include "driver/scatter-list.h"
#include "generated/vocabulary.h"

struct ub_domain;

/* As the page table's ops of the same names: driver/table-ops.h. */
struct ub_driver_ops {
  int (*map_pages)(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t pgsize,
                   size_t pgcount, int prot, unsigned gfp, size_t *mapped);
  size_t (*unmap_pages)(struct ub_domain *domain, uint64_t iova, size_t pgsize, size_t pgcount,
                        struct ub_gather *gather);
  int (*map_range)(struct ub_domain *domain, uint64_t iova, uint64_t paddr, size_t size, int prot,
                   unsigned gfp, size_t *mapped);
  int (*map_list)(struct ub_domain *domain, uint64_t iova, struct ub_scatter_list *list, int prot,
                  unsigned gfp, size_t *mapped);
  size_t (*unmap_range)(struct ub_domain *domain, uint64_t iova, size_t size,
                        struct ub_gather *gather);
  uint64_t (*iova_to_phys)(struct ub_domain *domain, uint64_t iova);
  /* Waits for what was gathered; only then may tables that went be used again. */
  void (*iotlb_sync)(struct ub_domain *domain, struct ub_gather *gather);
};

/*
 * Which of the core's loops cut a map, and an unmap, into driver calls. They are distinguished by a
 * switch and not by a function pointer: in the kernel the loop stands in iommu_map() itself, and an
 * indirect call here would be one too many, with retpolines above all.
 */
#define MAP_PATH(name, function) MAP_##name,
#define UNMAP_PATH(name, function) UNMAP_##name,
enum ub_map_path { UB_MAP_PATHS(MAP_PATH, MAP_PATH) };
enum ub_unmap_path { UB_UNMAP_PATHS(UNMAP_PATH, UNMAP_PATH) };
#undef MAP_PATH
#undef UNMAP_PATH

struct ub_domain {
  const struct ub_driver_ops *ops;
  uint64_t pgsize_bitmap;
  /* Addresses and sizes must be multiples of the smallest page size. */
  uint64_t alignment_mask;
  /* Ends of the input and output address spaces, exclusive. */
  uint64_t iova_end;
  uint64_t paddr_end;
  enum ub_map_path map_path;
  enum ub_unmap_path unmap_path;
  /* Whether a scatter list is one call, or one map for each run of it that lies side by side. */
  bool list_in_one_call;
  bool strict;
  /* The flush queue of a lazy domain, the shortest there is: the tables of one unmap. */
  struct ub_table_list queue;
};

#endif
