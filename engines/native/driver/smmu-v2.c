/*
 * The driver layer as arm-smmu has it for SMMUv2: the device is kept awake around each op, by a
 * pair of runtime power management. Of that pair stands here what is done while the device is awake
 * anyway: two atomic read-modify-writes and their checks.
 */
#include <errno.h>

#include "driver/driver-ops.h"

static inline int enter(struct ub_smmu *smmu) {
  struct ub_power *power = &smmu->power;
  if (!power->enabled) return 0;
  int before = atomic_fetch_add(&power->usage, 1);
  if (before >= 0 && power->active) return 0;
  atomic_fetch_sub(&power->usage, 1);
  return -EINVAL;
}

static inline void leave(struct ub_smmu *smmu) {
  struct ub_power *power = &smmu->power;
  if (!power->enabled) return;
  /* More was put than got: such a device cannot be trusted to be awake. */
  if (atomic_fetch_sub(&power->usage, 1) <= 0) power->active = false;
}

static void sync_awake(struct ub_domain *domain, struct ub_gather *gather) {
  struct ub_smmu *smmu = smmu_of(domain);
  bool awake = enter(smmu) == 0;
  forward_iotlb_sync(domain, gather);
  if (awake) leave(smmu);
}

const struct ub_driver smmu_v2 = DRIVER("rpm", sync_awake);
