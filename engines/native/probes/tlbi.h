/*
 * Invalidation commands that hardware needs for a gathered range of `pages` pages of one size, the
 * sync that waits for them included; none where nothing was gathered (engines/probes/tlbi.ts).
 */
#ifndef UB_PROBES_TLBI_H
#define UB_PROBES_TLBI_H

#include <stdint.h>

/* SMMUv2: one register write a page (TLBIVAL), and a sync. */
static inline uint64_t per_page_commands(uint64_t pages) {
  return pages == 0 ? 0 : pages + 1;
}

/* SMMUv3: one command a page in the queue, and a CMD_SYNC. */
static inline uint64_t list_commands(uint64_t pages) {
  return pages == 0 ? 0 : pages + 1;
}

/*
 * SMMUv3.2 with range invalidation: a command covers up to 31 units of 2^scale pages, and the scale
 * is as large as what is left is a multiple of; and a CMD_SYNC.
 */
static inline uint64_t range_commands(uint64_t pages) {
  if (pages == 0) return 0;
  uint64_t commands = 1;
  for (uint64_t left = pages; left > 0; commands++) {
    uint64_t unit = left & -left;
    left -= left / unit % 32 * unit;
  }
  return commands;
}

#endif
