/*
 * ARM LPAE, 64K granule: three levels of 8192 descriptors, 1 to 3; leaves of 64K (level 3) and 512M
 * (level 2). The output address is in bits 47:16, and its bits 51:48 (FEAT_LPA) are in bits 15:12;
 * the leaves of 4T that these come with are left out.
 */
#include "table/formats/arm-lpae.h"

static const struct ub_geometry geometry = {
  ARM_LPAE_64K,
};

#include "table/page-table-of-format.h"

const struct ub_format arm_lpae_64k = ARM_LPAE_STAGE_1("arm-lpae-64k", 52);
const struct ub_format arm_lpae_64k_s2 = ARM_LPAE_STAGE_2("arm-lpae-64k-s2", 52);
