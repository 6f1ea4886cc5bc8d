/*
 * AMD's I/O page tables for host addresses (v1): four levels of 512 entries of 8 bytes, leaves of 4K,
 * 2M and 1G; output address in bits 51:12. An entry says which level comes next: 0 is none, so that
 * it is a leaf. Sizes between these, which the address of a leaf can encode, are left out.
 * Source: AMD I/O Virtualization Technology (IOMMU) Specification, "I/O Page Tables for Host
 * Translations".
 */
#include "table/formats/format.h"

#define PRESENT BITS(1, 0)
#define NEXT_LEVEL_AT 9
#define NEXT_LEVEL BITS(7, NEXT_LEVEL_AT)
/* FC: accesses snoop the processors' caches. */
#define FORCE_COHERENT BITS(1, 60)
/* IR and IW: of tables and leaves on the way all must allow an access. */
#define READ BITS(1, 61)
#define WRITE BITS(1, 62)

static const struct ub_geometry geometry = {
  .granule_shift = 12,
  .bits_per_level = 9,
  .last_level = 3,
  .leaf_sizes = BITS(1, 12) | BITS(1, 21) | BITS(1, 30),
  .address = BITS(0xffffffffff, 12),
  .type = PRESENT | NEXT_LEVEL,
  .table_type = PRESENT,
  .table_access = READ | WRITE,
  .next_level_at = NEXT_LEVEL_AT,
  .leaf = PRESENT | NEXT_LEVEL,
  .block_type = PRESENT,
  .page_type = PRESENT,
  /* The walker is always coherent. */
  .written_back = 0,
};

#include "table/page-table-of-format.h"

const struct ub_format amd_v1 = {
  .name = "amd-v1",
  .geometry = &geometry,
  .tables = &page_tables,
  .concatenated_roots = 1,
  .max_ias = 48,
  .max_oas = 52,
  .always = FORCE_COHERENT,
  .readable = READ,
  .writable = WRITE,
};
