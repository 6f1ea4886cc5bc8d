/*
 * ARM LPAE, 4K granule: four levels of 512 descriptors of 8 bytes, leaves of 4K (level 3), 2M
 * (level 2) and 1G (level 1); output address in bits 47:12.
 */
#include "table/formats/arm-lpae.h"

static const struct ub_geometry geometry = {
  ARM_LPAE_4K,
};

#include "table/page-table-of-format.h"

const struct ub_format arm_lpae_4k = ARM_LPAE_STAGE_1("arm-lpae-4k", 48);
const struct ub_format arm_lpae_4k_s2 = ARM_LPAE_STAGE_2("arm-lpae-4k-s2", 48);
