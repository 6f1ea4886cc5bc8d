/* SPDX-License-Identifier: GPL-2.0-only */
/* What a module of io-pgtable-arm holds: as much of it as the tree's own ops offer. */
#include "drivers.h"
#include "shim/accesses.h"
#include "tape/session.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

extern const struct ub_format io_pgtable_arm_4k, io_pgtable_arm_4k_s2;
extern const struct ub_format io_pgtable_arm_16k, io_pgtable_arm_16k_s2;
extern const struct ub_format io_pgtable_arm_64k, io_pgtable_arm_64k_s2;

static const struct ub_format *const formats[] = {
  &io_pgtable_arm_4k,     &io_pgtable_arm_4k_s2, &io_pgtable_arm_16k,
  &io_pgtable_arm_16k_s2, &io_pgtable_arm_64k,   &io_pgtable_arm_64k_s2,
};

/* Those of the library's rows; all go by the same table, and what it does is the kernel's own. */
static const struct ub_shape call_shapes[] = { UB_CALL_SHAPES(UB_SHAPE) };

static const struct ub_driver *const drivers[] = {
#ifdef UB_HAS_PAGES
  &smmu_v3,
  &smmu_null_tlb_add,
#endif
#ifdef UB_HAS_ONE_PAGE
  &one_page,
#endif
};

const struct ub_lists lists = {
  .shapes = call_shapes,
  .shape_count = COUNT_OF(call_shapes),
  .formats = formats,
  .format_count = COUNT_OF(formats),
  .drivers = drivers,
  .driver_count = COUNT_OF(drivers),
};

#ifdef UB_COUNT
/* At the last level every entry is a page, and above it a type of its own tells a block. */
static bool is_leaf(unsigned level, uint64_t pte) {
  return level == 3 || (pte & 3) == 1;
}

/* Leaves that were written are known by what a map returns (counted-ops.h). */
void library_stored(const struct arena *arena, unsigned level, uint64_t before, uint64_t now) {
  (void)arena;
  if (before != 0 && now == 0 && is_leaf(level, before)) probe_clear_leaves(1);
}
#endif
