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
  /* The sizes of the format's leaves of one entry, one bit each. */
  uint64_t entry_sizes;
};

static inline struct ub_smmu *smmu_of(struct ub_domain *domain) {
  return (struct ub_smmu *)(void *)((char *)domain - offsetof(struct ub_smmu, domain));
}

/* What a driver does with an unmap of pages: a choice of the call shape, made when a domain opens. */
enum ub_driver_half {
  /* Hands it on as it is. */
  FORWARDS,
  /* Half way through the transition: cuts it, over a table that takes a page a call. */
  CUTS,
  /* Hands it on, and adds the range that came back to the gather itself. */
  GATHERS,
  /* The same over a format with leaves of several entries: in ranges of these. */
  GATHERS_ENTRIES,
  /* Hands on as much as lies in one table, to a page table that would continue across tables. */
  CLIPS,
  DRIVER_HALVES
};

struct ub_driver {
  const char *name;
  /* What it gives its page table; the cookie is the `struct ub_domain`. */
  const struct ub_tlb_ops *tlb;
  struct ub_driver_ops ops[DRIVER_HALVES];
};

/* Each op is forwarded as it is: arm-smmu-v3. */
extern const struct ub_driver smmu_v3;
/* A pair of runtime power management around each op: arm-smmu (SMMUv2). */
extern const struct ub_driver smmu_v2;
/* A spinlock around each map and unmap. */
extern const struct ub_driver smmu_locked;

/* Its TLB ops have no add_page: it adds the range that came back itself. */
extern const struct ub_driver smmu_null_tlb_add;

/* The TLB ops of those that have an add_page, and of those that have none. */
extern const struct ub_tlb_ops smmu_tlb;
extern const struct ub_tlb_ops smmu_tlb_without_add;

#endif
