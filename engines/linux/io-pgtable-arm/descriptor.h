/* SPDX-License-Identifier: GPL-2.0-only */
/* What all granules' descriptors have in common: bits 1:0 say what an entry is. */
#ifndef UB_IO_PGTABLE_ARM_DESCRIPTOR_H
#define UB_IO_PGTABLE_ARM_DESCRIPTOR_H

#include "table/formats/format.h"

#define DESCRIPTOR                                                                       \
  .type = BITS(3, 0), .table_type = BITS(3, 0), .leaf = BITS(3, 0),                     \
  .block_type = BITS(1, 0), .page_type = BITS(3, 0), .written_back = BITS(1, 55)

#endif
