/* The ops of a driver that forwards: what driver/smmu-*.c export, each with its own price. */
#ifndef UB_DRIVER_DRIVER_OPS_H
#define UB_DRIVER_DRIVER_OPS_H

#ifdef UB_TABLE_OPS_HEADER
#include "driver/forward-pages.h"
#define RANGE_OPS .map_range = NULL, .map_list = NULL, .unmap_range = NULL
#else
#include "driver/forward-range.h"
#define RANGE_OPS                                                \
  .map_range = forward_map_range, .map_list = forward_map_list, \
  .unmap_range = forward_unmap_range
#endif

#define DRIVER_OPS(unmap, sync)                                              \
  {                                                                          \
    .map_pages = forward_map_pages, .unmap_pages = (unmap), RANGE_OPS,      \
    .iova_to_phys = forward_iova_to_phys, .iotlb_sync = (sync),             \
  }

/* A driver that is called `label` and waits for the iotlb by `sync`. */
#define DRIVER(label, sync)                                      \
  {                                                              \
    .name = (label),                                             \
    .ops = DRIVER_OPS(forward_unmap_pages, sync),                \
    .ops_over_pages = DRIVER_OPS(forward_unmap_each_page, sync), \
  }

#endif
