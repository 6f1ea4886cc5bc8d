/* The ladder of call shapes: engines/shapes.ts. */
#ifndef UB_SHAPES_H
#define UB_SHAPES_H

#include "contract/semantics.h"
#include "driver/ops.h"
#include "driver/smmu.h"
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

enum { UB_SHAPES = 14 };

extern const struct ub_shape shapes[UB_SHAPES];

#endif
