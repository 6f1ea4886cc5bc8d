/*
 * ARM LPAE, 16K granule, with the contiguous hint: leaves of 2M are 128 entries of 16K, those of 1G are
 * 32 entries of 32M.
 */
#include "table/formats/arm-lpae.h"

static const struct ub_geometry geometry = {
  ARM_LPAE_16K,
  .contiguous_sizes = BITS(1, 21) | BITS(1, 30),
  .contiguous = CONTIGUOUS_HINT,
};

#include "table/page-table-of-format.h"

const struct ub_format arm_lpae_16k_contiguous = ARM_LPAE_STAGE_1("arm-lpae-16k-contiguous", 48);
