/* The ladder of call shapes: engines/contract/call-shapes.ts. */
#ifndef UB_SHAPES_H
#define UB_SHAPES_H

#include "contract/semantics.h"
#include "driver/ops.h"
#include "driver/smmu.h"
#include "generated/shapes.h"
#include "table/table-kind.h"

struct ub_shape {
  const char *name;
  enum ub_map_path map;
  bool list_in_one_call;
  enum ub_unmap_path unmap;
  enum ub_driver_half half;
  enum ub_table_paths table;
  struct ub_semantics semantics;
};

/* A shape of an entry of UB_SHAPES. */
#define UB_SHAPE(label, map_path, unmap_path, driver, paths, one_call, splits, replaces)       \
  {                                                                                            \
    .name = (label), .map = MAP_##map_path, .list_in_one_call = (one_call),                    \
    .unmap = UNMAP_##unmap_path, .half = driver, .table = paths##_PATHS,                       \
    .semantics = { .splits_blocks = (splits), .replaces_full_tables = (replaces) },            \
  },

#define ONE_MORE(...) +1
enum { SHAPE_COUNT = UB_SHAPES(ONE_MORE) };
#undef ONE_MORE

extern const struct ub_shape shapes[SHAPE_COUNT];

#endif
