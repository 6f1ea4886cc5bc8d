/* AMD v1 with leaves of 4K, 2M and 1G, an entry each. */
#include "table/formats/amd-v1.h"

static const struct ub_geometry geometry = { AMD_V1_ENTRY };

#include "table/page-table-of-format.h"

const struct ub_format amd_v1 = AMD_V1("amd-v1");
