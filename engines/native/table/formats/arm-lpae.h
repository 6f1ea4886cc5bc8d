/*
 * What all granules of ARM LPAE / VMSAv8-64 have in common: the bits of descriptors, and both stages.
 * Source: Arm Architecture Reference Manual, "VMSAv8-64 translation table format descriptors".
 */
#ifndef UB_TABLE_FORMATS_ARM_LPAE_H
#define UB_TABLE_FORMATS_ARM_LPAE_H

#include "table/formats/format.h"

/* Bits 1:0. A page at the last level and a table above it have the same type. */
#define TYPE BITS(3, 0)
#define TYPE_BLOCK BITS(1, 0)
#define TYPE_PAGE_OR_TABLE BITS(3, 0)

/* Stage 1: AttrIndx, bits 4:2: index 0 is normal non-cacheable memory, 1 cacheable. */
#define ATTR_CACHED BITS(1, 2)
/* Stage 1: AP, bits 7:6. */
#define AP_UNPRIVILEGED BITS(1, 6)
#define AP_READ_ONLY BITS(2, 6)
/* Stage 2: MemAttr, bits 5:2, outer and inner write-back or non-cacheable. */
#define MEMATTR_WRITE_BACK BITS(0xf, 2)
#define MEMATTR_NON_CACHEABLE BITS(0x5, 2)
/* Stage 2: HAP, bits 7:6. */
#define HAP_READ BITS(1, 6)
#define HAP_WRITE BITS(2, 6)
/* SH, bits 9:8. */
#define SH_OUTER BITS(2, 8)
#define SH_INNER BITS(3, 8)
#define ACCESS_FLAG BITS(1, 10)
#define NOT_GLOBAL BITS(1, 11)
/* XN and PXN, bits 54:53. */
#define EXECUTE_NEVER BITS(3, 53)
/* Left to software. */
#define SOFTWARE BITS(1, 55)

/* Of stage 1 and 2 alike: an IOMMU may keep this entry and those beside it as one. */
#define CONTIGUOUS_HINT BITS(1, 52)

/* Of every granule's geometry. */
#define ARM_LPAE_DESCRIPTOR                                                                    \
  .last_level = 3, .type = TYPE, .table_type = TYPE_PAGE_OR_TABLE, .leaf = TYPE,               \
  .block_type = TYPE_BLOCK, .page_type = TYPE_PAGE_OR_TABLE, .written_back = SOFTWARE

/* A granule's geometry: its pages, its blocks, and where addresses lie. */
#define ARM_LPAE_4K                                                                            \
  ARM_LPAE_DESCRIPTOR, .granule_shift = 12, .bits_per_level = 9,                               \
  .leaf_sizes = BITS(1, 12) | BITS(1, 21) | BITS(1, 30), .address = BITS(0xfffffffff, 12)
#define ARM_LPAE_16K                                                                           \
  ARM_LPAE_DESCRIPTOR, .granule_shift = 14, .bits_per_level = 11,                              \
  .leaf_sizes = BITS(1, 14) | BITS(1, 25), .address = BITS(0x3ffffffff, 14)
#define ARM_LPAE_64K                                                                           \
  ARM_LPAE_DESCRIPTOR, .granule_shift = 16, .bits_per_level = 13,                              \
  .leaf_sizes = BITS(1, 16) | BITS(1, 29), .address = BITS(0xfffffffff, 12),                   \
  .high_address = BITS(0xf, 12), .high_address_by = 36

/* Stage 1 of the including file's geometry. */
#define ARM_LPAE_STAGE_1(label, bits)                                                          \
  {                                                                                            \
    .name = (label), .geometry = &geometry, .tables = &page_tables, .concatenated_roots = 1,   \
    .max_ias = (bits), .max_oas = (bits),                                                      \
    .always = AP_UNPRIVILEGED | ACCESS_FLAG | NOT_GLOBAL, .read_only = AP_READ_ONLY,           \
    .cached = ATTR_CACHED | SH_INNER, .uncached = SH_OUTER, .no_exec = EXECUTE_NEVER,          \
  }

/*
 * Stage 2, for a hypervisor's guest: other attributes, and up to 16 tables side by side as the
 * root where the level above them would have no more entries than that.
 */
#define ARM_LPAE_STAGE_2(label, bits)                                                          \
  {                                                                                            \
    .name = (label), .geometry = &geometry, .tables = &page_tables, .concatenated_roots = 16,  \
    .max_ias = (bits), .max_oas = (bits),                                                      \
    .always = ACCESS_FLAG, .readable = HAP_READ, .writable = HAP_WRITE,                        \
    .cached = MEMATTR_WRITE_BACK | SH_INNER, .uncached = MEMATTR_NON_CACHEABLE | SH_OUTER,     \
    .no_exec = EXECUTE_NEVER,                                                                  \
  }

#endif
