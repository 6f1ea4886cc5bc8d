/*
 * Invalidation commands for `pages` pages of one size that lie side by side, the sync that waits for
 * them included; none where nothing was gathered. engines/probes/tlbi.ts tells what the models are.
 */
#ifndef UB_PROBES_TLBI_H
#define UB_PROBES_TLBI_H

#include <stdint.h>

/* SMMUv2 and the list of an SMMUv3: one a page. */
static inline uint64_t page_by_page_commands(uint64_t pages) {
  return pages == 0 ? 0 : pages + 1;
}

/* SMMUv3 by range, until October 2026: five bits of the number of pages each. */
static inline uint64_t range_commands(uint64_t pages) {
  if (pages == 0) return 0;
  uint64_t commands = 1;
  for (uint64_t left = pages; left > 0; commands++) {
    uint64_t unit = left & -left;
    left -= left / unit % 32 * unit;
  }
  return commands;
}

/* SMMUv3 by range, since: one where 32 units or fewer make up the pages, else two. */
static inline uint64_t two_range_commands(uint64_t pages) {
  if (pages == 0) return 0;
  uint64_t unit = 1;
  while (32 * unit < pages) unit *= 2;
  return pages % unit == 0 ? 2 : 3;
}

#endif
