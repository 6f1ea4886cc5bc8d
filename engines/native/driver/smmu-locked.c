/* A driver that holds a spinlock around each map and unmap, as some users of io-pgtable do. */
#include "driver/driver-ops.h"

static inline void relax(void) {
#ifdef __x86_64__
  __asm__ volatile("pause");
#else
  __asm__ volatile("yield");
#endif
}

static inline int enter(struct ub_smmu *smmu) {
  while (atomic_flag_test_and_set_explicit(&smmu->lock, memory_order_acquire)) relax();
  return 0;
}

static inline void leave(struct ub_smmu *smmu) {
  atomic_flag_clear_explicit(&smmu->lock, memory_order_release);
}

const struct ub_driver smmu_locked = DRIVER("spinlock", forward_iotlb_sync);
