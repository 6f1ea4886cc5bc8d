/*
 * VT-d second stage: four levels of 512 entries of 8 bytes, leaves of 4K, 2M and 1G; output address in
 * bits 51:12. There is no present bit: an entry that may be neither read nor written is none.
 * Source: Intel Virtualization Technology for Directed I/O, "Second-Stage Paging Entries".
 */
#include "table/formats/format.h"

#define READ BITS(1, 0)
#define WRITE BITS(1, 1)
/* PS: a leaf above the last level. */
#define PAGE_SIZE_BIT BITS(1, 7)
/* Bit 10, which the hardware ignores. */
#define SOFTWARE BITS(1, 10)

static const struct ub_geometry geometry = {
  .granule_shift = 12,
  .bits_per_level = 9,
  .last_level = 3,
  .leaf_sizes = BITS(1, 12) | BITS(1, 21) | BITS(1, 30),
  .address = BITS(0xffffffffff, 12),
  .type = READ | WRITE | PAGE_SIZE_BIT,
  .table_type = READ | WRITE,
  .leaf = PAGE_SIZE_BIT,
  .block_type = PAGE_SIZE_BIT,
  .page_type = 0,
  .written_back = SOFTWARE,
};

#include "table/page-table-of-format.h"

const struct ub_format vtd_ss = {
  .name = "vtd-ss",
  .geometry = &geometry,
  .tables = &page_tables,
  .concatenated_roots = 1,
  .max_ias = 48,
  .max_oas = 52,
  .readable = READ,
  .writable = WRITE,
};
