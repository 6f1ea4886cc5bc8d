/* SPDX-License-Identifier: GPL-2.0-only */
/* io-pgtable-arm with the 16K granule. */
#include "io-pgtable-arm/descriptor.h"

static const struct ub_geometry geometry = {
  .granule_shift = 14,
  .bits_per_level = 11,
  .last_level = 3,
  .leaf_sizes = BITS(1, 14) | BITS(1, 25),
  .address = BITS(0x3ffffffff, 14),
  DESCRIPTOR,
};

#include "io-pgtable-arm/table.h"

FORMATS_OF(16k);
