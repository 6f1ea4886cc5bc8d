/* SPDX-License-Identifier: GPL-2.0-only */
/* io-pgtable-arm with the 64K granule. */
#include "io-pgtable-arm/descriptor.h"

static const struct ub_geometry geometry = {
  .granule_shift = 16,
  .bits_per_level = 13,
  .last_level = 3,
  .leaf_sizes = BITS(1, 16) | BITS(1, 29),
  .address = BITS(0xffffffff, 16),
  DESCRIPTOR,
};

#include "io-pgtable-arm/table.h"

FORMATS_OF(64k);
