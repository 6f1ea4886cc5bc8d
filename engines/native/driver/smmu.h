/* A driver's side of a domain, and the drivers there are. */
#ifndef UB_DRIVER_SMMU_H
#define UB_DRIVER_SMMU_H

#include <stdatomic.h>

#include "driver/ops.h"
#include "driver/table-ops.h"

/* A device that runtime power management may suspend. */
struct ub_power {
  bool enabled;
  bool active;
  atomic_int usage;
};

struct ub_smmu {
  /* What the core holds of it. */
  struct ub_domain domain;
  /* The page table under it. */
  struct ub_table_ops *table;
  struct ub_power power;
  atomic_flag lock;
};

static inline struct ub_smmu *smmu_of(struct ub_domain *domain) {
  return (struct ub_smmu *)(void *)((char *)domain - offsetof(struct ub_smmu, domain));
}

/* What a driver costs, and which of its ops go page by page: what is chosen when a domain opens. */
struct ub_driver {
  const char *name;
  struct ub_driver_ops ops;
  /* Half way through the transition: unmap_pages over a table that takes a page a call. */
  struct ub_driver_ops ops_over_pages;
};

/* Each op is forwarded as it is: arm-smmu-v3. */
extern const struct ub_driver smmu_v3;
/* A pair of runtime power management around each op: arm-smmu (SMMUv2). */
extern const struct ub_driver smmu_v2;
/* A spinlock around each map and unmap. */
extern const struct ub_driver smmu_locked;

/* The TLB ops of all of them; the cookie is the `struct ub_domain`. */
extern const struct ub_tlb_ops smmu_tlb;

#endif
