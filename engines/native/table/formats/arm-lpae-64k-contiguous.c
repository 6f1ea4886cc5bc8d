/*
 * ARM LPAE, 64K granule, with the contiguous hint: leaves of 2M are 32 entries of 64K. Leaves of 16G, 32
 * entries of 512M, are left out.
 */
#include "table/formats/arm-lpae.h"

static const struct ub_geometry geometry = {
  ARM_LPAE_64K,
  .contiguous_sizes = BITS(1, 21),
  .contiguous = CONTIGUOUS_HINT,
};

#include "table/page-table-of-format.h"

const struct ub_format arm_lpae_64k_contiguous = ARM_LPAE_STAGE_1("arm-lpae-64k-contiguous", 52);
