/* SPDX-License-Identifier: GPL-2.0-only */
/* What the shim's DMA functions write back, where it is timed: what a kernel's file hands to them. */
#include "shim/shim.h"

#include <stdio.h>

static char block[4096];

void write_back(const void *start, size_t bytes) {
  printf("writes back %zu from %zu on\n", bytes, (size_t)((const char *)start - block));
}

int main(void) {
  struct device device = { .node = 1 };
  printf("maps\n");
  dma_addr_t table = dma_map_single(&device, block, sizeof block, DMA_TO_DEVICE);
  printf("syncs\n");
  dma_sync_single_for_device(&device, table + 24, 16, DMA_TO_DEVICE);
  return 0;
}
