/*
 * AMD's I/O page tables for host addresses (v1): four levels of 512 entries of 8 bytes; output address
 * in bits 51:12. An entry says which level comes next: 0 is none, so that it is a leaf.
 * Source: AMD I/O Virtualization Technology (IOMMU) Specification, "I/O Page Tables for Host
 * Translations".
 */
#ifndef UB_TABLE_FORMATS_AMD_V1_H
#define UB_TABLE_FORMATS_AMD_V1_H

#include "table/formats/format.h"

#define PRESENT BITS(1, 0)
#define NEXT_LEVEL_AT 9
#define NEXT_LEVEL BITS(7, NEXT_LEVEL_AT)
/* FC: accesses snoop the processors' caches. */
#define FORCE_COHERENT BITS(1, 60)
/* IR and IW: of tables and leaves on the way all must allow an access. */
#define READ BITS(1, 61)
#define WRITE BITS(1, 62)

/* Of a geometry's; the walker is always coherent, so that nothing is written back. */
#define AMD_V1_ENTRY                                                                           \
  .granule_shift = 12, .bits_per_level = 9, .last_level = 3,                                   \
  .leaf_sizes = BITS(1, 12) | BITS(1, 21) | BITS(1, 30), .address = BITS(0xffffffffff, 12),    \
  .type = PRESENT | NEXT_LEVEL, .table_type = PRESENT, .table_access = READ | WRITE,           \
  .next_level_at = NEXT_LEVEL_AT, .leaf = PRESENT | NEXT_LEVEL, .block_type = PRESENT,         \
  .page_type = PRESENT, .written_back = 0

/* A format of the including file's geometry. */
#define AMD_V1(label)                                                                          \
  {                                                                                            \
    .name = (label), .geometry = &geometry, .tables = &page_tables, .concatenated_roots = 1,   \
    .max_ias = 48, .max_oas = 52,                                                              \
    .always = FORCE_COHERENT, .readable = READ, .writable = WRITE,                             \
  }

#endif
