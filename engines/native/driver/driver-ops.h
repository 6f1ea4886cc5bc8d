/* The ops of a driver that forwards: what driver/smmu-*.c export, each with its own price. */
#ifndef UB_DRIVER_DRIVER_OPS_H
#define UB_DRIVER_DRIVER_OPS_H

#ifdef UB_TABLE_OPS_HEADER
#include "driver/forward-pages.h"
#define RANGE_OPS(unmap) .map_range = NULL, .map_list = NULL, .unmap_range = NULL
#else
#include "driver/forward-range.h"
#define RANGE_OPS(unmap)                                         \
  .map_range = forward_map_range, .map_list = forward_map_list, \
  .unmap_range = (unmap)
#endif

/* Ops that unmap pages and ranges as given, and forward all else. */
#define DRIVER_OPS_OF(pages, range, sync)                                    \
  {                                                                          \
    .map_pages = forward_map_pages, .unmap_pages = (pages),                 \
    RANGE_OPS(range),                                                        \
    .iova_to_phys = forward_iova_to_phys, .iotlb_sync = (sync),             \
  }

#define DRIVER_OPS(pages, sync) DRIVER_OPS_OF(pages, forward_unmap_range, sync)

/* A driver that is called `label` and waits for the iotlb by `sync`. */
#define DRIVER(label, sync)                                                  \
  {                                                                          \
    .name = (label), .tlb = &smmu_tlb,                                       \
    .ops = {                                                                 \
      [FORWARDS] = DRIVER_OPS(forward_unmap_pages, sync),                    \
      [CUTS] = DRIVER_OPS(forward_unmap_each_page, sync),                    \
      [GATHERS] = DRIVER_OPS(forward_unmap_pages_gathering, sync),           \
      [GATHERS_ENTRIES] = DRIVER_OPS(forward_unmap_entries_gathering, sync), \
    },                                                                       \
  }

#endif
