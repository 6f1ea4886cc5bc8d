/* The ways in which page tables carry out their ops, rung by rung. */
#ifndef UB_TABLE_TABLE_PATHS_H
#define UB_TABLE_TABLE_PATHS_H

#include "table/map-list.h"
#include "table/map-pages.h"
#include "table/map-whole.h"
#include "table/map-with-rollback.h"
#include "table/rewalk.h"
#include "table/translate.h"
#include "table/unmap-clearing.h"
#include "table/unmap-pages.h"
#include "table/unmap-whole.h"

struct ub_table_path {
  struct ub_table_ops ops;
  /* Whether unmaps write a table's run back at once. */
  bool run_write_back;
};

#define OPS(map, unmap, range)                                                             \
  {                                                                                        \
    .map_pages = (map), .unmap_pages = (unmap), .iova_to_phys = translate,                \
    .map_range = map_operation, .map_list = map_list, .unmap_range = (range),             \
  }

static const struct ub_table_path table_paths[TABLE_PATHS] = {
  /* io-pgtable-arm from v5.15 to 6.11: one walk a run, to the table's end. */
  [RUN_PATHS] = { OPS(map_pages, unmap_pages, unmap_operation), false },
  /* The same since 6.12; a whole operation puts each leaf into the gather. */
  [RUN_WRITE_BACK_PATHS] = { OPS(map_pages, unmap_pages, unmap_operation), true },
  /* One walk a pte. */
  [REWALK_PATHS] = { OPS(map_rewalking, unmap_rewalking, unmap_operation), false },
  /* Byte sizes are unmapped to the table's end. */
  [BYTE_SIZE_PATHS] = { OPS(map_pages, unmap_pages, unmap_to_table_end), false },
  /* A call continues across tables. */
  [WHOLE_RUN_PATHS] = { OPS(map_whole_run, unmap_whole_run, unmap_operation), true },
  /* As WHOLE_RUN_PATHS, and a map that fails leaves nothing. */
  [ROLLBACK_PATHS] = { OPS(map_with_rollback, unmap_whole_run, unmap_operation), true },
  /* The whole operation, one range of the gather for leaves of one size. */
  [RANGE_PATHS] = { OPS(map_pages, unmap_pages, unmap_operation_by_range), true },
  /* generic_pt: as RANGE_PATHS, and every pte of a table is cleared before the table goes. */
  [CLEAR_FIRST_PATHS] = { OPS(map_pages, unmap_pages, unmap_clearing), true },
};

#endif
