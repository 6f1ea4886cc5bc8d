/* The ways in which page tables carry out their ops, rung by rung. */
#ifndef UB_TABLE_TABLE_PATHS_H
#define UB_TABLE_TABLE_PATHS_H

#include "table/map-list.h"
#include "table/map-pages.h"
#include "table/map-range.h"
#include "table/map-with-rollback.h"
#include "table/rewalk.h"
#include "table/translate.h"
#include "table/unmap-each.h"
#include "table/unmap-pages.h"
#include "table/unmap-range.h"

#define PATHS(map, unmap, range)                                                           \
  {                                                                                        \
    .map_pages = (map), .unmap_pages = (unmap), .iova_to_phys = translate,                \
    .map_range = map_range, .map_list = map_list, .unmap_range = (range),                 \
  }

static const struct ub_table_ops table_paths[TABLE_PATHS] = {
  /* io-pgtable-arm since v5.15: one walk a run, to the table's end. */
  [RUN_PATHS] = PATHS(map_pages, unmap_pages, unmap_each),
  /* One walk a pte. */
  [REWALK_PATHS] = PATHS(map_rewalking, unmap_rewalking, unmap_each),
  /* A call goes on across tables. */
  [WHOLE_RUN_PATHS] = PATHS(map_whole_run, unmap_whole_run, unmap_each),
  /* As WHOLE_RUN_PATHS, and a map that fails leaves nothing. */
  [ROLLBACK_PATHS] = PATHS(map_with_rollback, unmap_whole_run, unmap_each),
  /* Byte sizes are unmapped to the table's end. */
  [BYTE_SIZE_PATHS] = PATHS(map_pages, unmap_pages, unmap_to_table_end),
  /* generic_pt: one gathered range for an operation, one write-back for a table's run. */
  [RANGE_PATHS] = PATHS(map_pages, unmap_pages, unmap_range),
};

#endif
