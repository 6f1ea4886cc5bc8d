/*
 * AMD v1 with the sizes between 4K, 2M and 1G, powers of two each: their entries are all alike, have 7 as
 * the next level, and the low bits of their address say the size.
 */
#include "table/formats/amd-v1.h"

static const struct ub_geometry geometry = {
  AMD_V1_ENTRY,
  .contiguous_sizes = BITS(0xff, 13) | BITS(0xff, 22),
  .contiguous = NEXT_LEVEL,
  .size_in_address = true,
};

#include "table/page-table-of-format.h"

const struct ub_format amd_v1_contiguous = AMD_V1("amd-v1-contiguous");
