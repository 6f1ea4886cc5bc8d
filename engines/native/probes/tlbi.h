/*
 * Invalidation commands for what was gathered, the command that waits for them included.
 * engines/probes/tlbi.ts says what the models are; here only counts are worked out.
 */
#ifndef UB_PROBES_TLBI_H
#define UB_PROBES_TLBI_H

#include <stdbool.h>
#include <stdint.h>

/* What a driver is handed to invalidate: [start, end), one page at least. */
struct gathered {
  uint64_t start;
  uint64_t end;
  /* Bytes of its pages; 0 where no page size was gathered. */
  uint64_t pgsize;
  /* The same, or bytes of a page of the lowest level that was gathered; 0 where neither is known. */
  uint64_t step;
  /* Tables went: entries above the leaves are invalidated too. */
  bool tables;
};

enum { SMALLEST_PAGE = 4096, SMALLEST_PAGE_BITS = 12, BITS_A_LEVEL = 9 };

/* One command, and the one that waits for it. */
enum { ONE_COMMAND = 2 };

/* Pages for the SMMUs: of the smallest size where none was gathered. */
static inline uint64_t pages_of(const struct gathered *gathered) {
  return (gathered->end - gathered->start) / (gathered->pgsize == 0 ? SMALLEST_PAGE : gathered->pgsize);
}

/* SMMUv2 and the list of an SMMUv3: one a page. */
static inline uint64_t page_by_page_commands(uint64_t pages) {
  return pages + 1;
}

/* SMMUv3 by range, until October 2026: five bits of the number of pages each. */
static inline uint64_t range_commands(uint64_t pages) {
  uint64_t commands = 1;
  for (uint64_t left = pages; left > 0; commands++) {
    uint64_t unit = left & -left;
    left -= left / unit % 32 * unit;
  }
  return commands;
}

/* SMMUv3 by range, since: one where 32 units or fewer make up the pages, else two. */
static inline uint64_t two_range_commands(uint64_t pages) {
  uint64_t unit = 1;
  while (32 * unit < pages) unit *= 2;
  return pages % unit == 0 ? 2 : 3;
}

/*
 * Bytes of the smallest aligned power of two that holds the range: as many bits as its first and its
 * last byte differ in. IOVAs have fewer than 64.
 */
static inline uint64_t aligned_block(const struct gathered *gathered) {
  uint64_t differ = (gathered->start ^ (gathered->end - 1)) | (SMALLEST_PAGE - 1);
  return UINT64_C(1) << (64 - __builtin_clzll(differ));
}

/* VT-d, second stage: 18 bits of a page number can be masked, which is 1 GiB. */
static inline bool vtd_takes_all(const struct gathered *gathered) {
  return aligned_block(gathered) > UINT64_C(1) << (SMALLEST_PAGE_BITS + 18);
}

/* AMD in a guest: up from the start as the alignment grows, then down as what is left shrinks. */
static inline uint64_t aligned_piece_commands(const struct gathered *gathered) {
  uint64_t commands = 1;
  for (uint64_t at = gathered->start; at < gathered->end; commands++) {
    uint64_t fits = UINT64_C(1) << (63 - __builtin_clzll(gathered->end - at));
    uint64_t aligned = at & -at;
    at += aligned != 0 && aligned < fits ? aligned : fits;
  }
  return commands;
}

/* Bytes of a page of the lowest of some levels, RISC-V's; 0 where there is none. */
static inline uint64_t lowest_step(unsigned levels) {
  if (levels == 0) return 0;
  return UINT64_C(1) << (SMALLEST_PAGE_BITS + BITS_A_LEVEL * __builtin_ctz(levels));
}

/* RISC-V without ranges: one a page of the lowest level, without the one for everything. */
static inline uint64_t riscv_page_commands(const struct gathered *gathered) {
  return (gathered->end - gathered->start) / gathered->step + 1;
}

/* RISC-V without ranges: everything for tables, for more than 512 pages, and where no level is known. */
static inline bool riscv_takes_all(const struct gathered *gathered) {
  if (gathered->tables || gathered->step == 0) return true;
  uint64_t pages = (gathered->end - gathered->start) / gathered->step;
  return pages == 0 || pages > 512;
}

#endif
