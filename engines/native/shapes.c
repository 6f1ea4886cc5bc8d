#include "shapes.h"

/* io-pgtable-arm, as Linux 6.1 has it. */
#define IO_PGTABLE { .splits_blocks = true, .replaces_full_tables = true }

/* generic_pt. */
#define GENERIC_PT { .splits_blocks = false, .replaces_full_tables = false }

const struct ub_shape shapes[UB_SHAPES] = {
  {
    .name = "asymmetric",
    .map = MAP_PAGE_BY_PAGE,
    .unmap = UNMAP_WHAT_IS_LEFT,
    .table = BYTE_SIZE_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "per-page",
    .map = MAP_PAGE_BY_PAGE,
    .unmap = UNMAP_PAGE_BY_PAGE,
    .table = RUN_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "driver-pages",
    .map = MAP_PAGE_BY_PAGE,
    .unmap = UNMAP_RUNS,
    .half = CUTS,
    .table = RUN_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "rewalk",
    .map = MAP_RUNS,
    .unmap = UNMAP_RUNS,
    .table = REWALK_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "unmap-pages",
    .map = MAP_PAGE_BY_PAGE,
    .unmap = UNMAP_RUNS,
    .table = RUN_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "map-unmap-pages",
    .map = MAP_RUNS,
    .unmap = UNMAP_RUNS,
    .table = RUN_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "run-write-back",
    .map = MAP_RUNS,
    .unmap = UNMAP_RUNS,
    .table = RUN_WRITE_BACK_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "range-gather",
    .map = MAP_RUNS,
    .unmap = UNMAP_RUNS,
    .half = GATHERS,
    .table = RUN_WRITE_BACK_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "punt",
    .map = MAP_WHOLE_RANGE,
    .unmap = UNMAP_WHOLE_RANGE,
    .table = RUN_WRITE_BACK_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "punt-range",
    .map = MAP_WHOLE_RANGE,
    .unmap = UNMAP_WHOLE_RANGE,
    .table = RANGE_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "whole-run",
    .map = MAP_RUNS,
    .unmap = UNMAP_RUNS,
    .table = WHOLE_RUN_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "map-sg",
    .map = MAP_WHOLE_RANGE,
    .list_in_one_call = true,
    .unmap = UNMAP_WHOLE_RANGE,
    .table = RANGE_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "layered-rollback",
    .map = MAP_RUNS,
    .unmap = UNMAP_RUNS,
    .table = ROLLBACK_PATHS,
    .semantics = IO_PGTABLE,
  },
  {
    .name = "clear-first",
    .map = MAP_WHOLE_RANGE,
    .unmap = UNMAP_WHOLE_RANGE,
    .table = CLEAR_FIRST_PATHS,
    .semantics = GENERIC_PT,
  },
};
