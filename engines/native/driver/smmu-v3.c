/*
 * The driver layer as arm-smmu-v3 has it: each op is forwarded to the page table as it is, without
 * locks or runtime power management.
 */
#include "driver/driver-ops.h"

static inline int enter(struct ub_smmu *smmu) {
  (void)smmu;
  return 0;
}

static inline void leave(struct ub_smmu *smmu) {
  (void)smmu;
}

const struct ub_driver smmu_v3 = DRIVER("plain", forward_iotlb_sync);
