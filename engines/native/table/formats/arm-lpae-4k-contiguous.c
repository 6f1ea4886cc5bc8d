/*
 * ARM LPAE, 4K granule, with the contiguous hint: leaves of 64K and 32M are 16 entries of 4K and of 2M.
 * Leaves of 16G, 16 entries of 1G, are left out.
 */
#include "table/formats/arm-lpae.h"

static const struct ub_geometry geometry = {
  ARM_LPAE_4K,
  .contiguous_sizes = BITS(1, 16) | BITS(1, 25),
  .contiguous = CONTIGUOUS_HINT,
};

#include "table/page-table-of-format.h"

const struct ub_format arm_lpae_4k_contiguous = ARM_LPAE_STAGE_1("arm-lpae-4k-contiguous", 48);
