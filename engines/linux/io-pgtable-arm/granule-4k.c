/* SPDX-License-Identifier: GPL-2.0-only */
/* io-pgtable-arm with the 4K granule. */
#include "io-pgtable-arm/descriptor.h"

static const struct ub_geometry geometry = {
  .granule_shift = 12,
  .bits_per_level = 9,
  .last_level = 3,
  .leaf_sizes = BITS(1, 12) | BITS(1, 21) | BITS(1, 30),
  .address = BITS(0xfffffffff, 12),
  DESCRIPTOR,
};

#include "io-pgtable-arm/table.h"

FORMATS_OF(4k);
