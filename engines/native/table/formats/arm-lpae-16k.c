/*
 * ARM LPAE, 16K granule: levels of 2048 descriptors, but for the first of four, which resolves the one
 * bit that is left of 48; leaves of 16K (level 3) and 32M (level 2); output address in bits 47:14.
 */
#include "table/formats/arm-lpae.h"

static const struct ub_geometry geometry = {
  ARM_LPAE_16K,
};

#include "table/page-table-of-format.h"

const struct ub_format arm_lpae_16k = ARM_LPAE_STAGE_1("arm-lpae-16k", 48);
const struct ub_format arm_lpae_16k_s2 = ARM_LPAE_STAGE_2("arm-lpae-16k-s2", 48);
