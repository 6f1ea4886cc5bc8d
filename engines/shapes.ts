/**
 * The ladder of call shapes. A shape is a pair of a map path and an unmap path through the core,
 * over a driver and a page table that go with it.
 */
import type { Probe, Semantics, ShapeName } from './contract/index.js'
import {
  type MapPath,
  mapPageByPage,
  mapRuns,
  mapWholeRange,
  type UnmapPath,
  unmapPageByPage,
  unmapRuns,
  unmapWhatIsLeft,
  unmapWholeRange,
} from './core/index.js'
import {
  type DriverOps,
  type PageTableOps,
  SmmuV3,
  SmmuV3OverPages,
  SmmuV3RangeGather,
} from './driver/index.js'
import {
  BYTE_SIZE_PATHS,
  CLEAR_FIRST_PATHS,
  RANGE_PATHS,
  REWALK_PATHS,
  ROLLBACK_PATHS,
  RUN_PATHS,
  RUN_WRITE_BACK_PATHS,
  type TablePaths,
  WHOLE_RUN_PATHS,
} from './table/index.js'

export interface CallShape {
  name: ShapeName
  summary: string
  map: MapPath
  /** Whether a scatter list is one call, or one map for each run of it that lies side by side. */
  list: 'one-call' | 'run-by-run'
  unmap: UnmapPath
  driver: new (table: PageTableOps, probe: Probe) => DriverOps
  table: TablePaths
  semantics: Semantics
}

/** io-pgtable-arm, as Linux 6.1 has it. */
const IO_PGTABLE: Semantics = {
  coveredTable: 'dropped',
  insideBlock: 'split',
  blockOverTable: 'replaced',
}

/** generic_pt. */
const GENERIC_PT: Semantics = {
  coveredTable: 'cleared',
  insideBlock: 'removed',
  blockOverTable: 'replaced-if-empty',
}

/** The baseline, which the other rungs change where they differ. */
const PER_PAGE: CallShape = {
  name: 'per-page',
  summary: 'map and unmap a page a call: how it was before the series, and the baseline',
  map: mapPageByPage,
  list: 'run-by-run',
  unmap: unmapPageByPage,
  driver: SmmuV3,
  table: RUN_PATHS,
  semantics: IO_PGTABLE,
}

/** Runs in both directions, as merged. */
const MAP_UNMAP_PAGES: CallShape = {
  ...PER_PAGE,
  name: 'map-unmap-pages',
  summary: 'map and unmap a run with one call and one walk; the core rolls back: v5.15',
  map: mapRuns,
  unmap: unmapRuns,
}

const PUNT_RANGE: CallShape = {
  ...PER_PAGE,
  name: 'punt-range',
  summary: 'as punt, and leaves side by side are gathered as one range',
  map: mapWholeRange,
  unmap: unmapWholeRange,
  table: RANGE_PATHS,
}

export const CALL_SHAPES: readonly CallShape[] = [
  {
    ...PER_PAGE,
    name: 'asymmetric',
    summary:
      'map a page a call; hand an unmap whole to the driver, again what it left: before 2013',
    unmap: unmapWhatIsLeft,
    table: BYTE_SIZE_PATHS,
  },
  PER_PAGE,
  {
    ...PER_PAGE,
    name: 'driver-pages',
    summary: 'the core batches unmaps; the driver loops over a table that takes a page a call',
    unmap: unmapRuns,
    driver: SmmuV3OverPages,
  },
  {
    ...MAP_UNMAP_PAGES,
    name: 'rewalk',
    summary: 'one call a run, one walk a page inside: map_sg of 2021, AMD until 2025',
    table: REWALK_PATHS,
  },
  {
    ...PER_PAGE,
    name: 'unmap-pages',
    summary: 'unmap a run of equal pages with one call and one walk; map a page a call: the RFC',
    unmap: unmapRuns,
  },
  MAP_UNMAP_PAGES,
  {
    ...MAP_UNMAP_PAGES,
    name: 'run-write-back',
    summary: 'as map-unmap-pages, and cleared ptes are written back a run at once: v6.12',
    table: RUN_WRITE_BACK_PATHS,
  },
  {
    ...MAP_UNMAP_PAGES,
    name: 'range-gather',
    summary: 'as run-write-back, and the driver gathers one range a call, not each leaf',
    driver: SmmuV3RangeGather,
    table: RUN_WRITE_BACK_PATHS,
  },
  {
    ...PUNT_RANGE,
    name: 'punt',
    summary: 'the whole operation in one call and one descent, one TLB add a leaf',
    table: RUN_WRITE_BACK_PATHS,
  },
  PUNT_RANGE,
  {
    ...MAP_UNMAP_PAGES,
    name: 'whole-run',
    summary: 'a run with one call and one descent, across tables',
    table: WHOLE_RUN_PATHS,
  },
  {
    ...PUNT_RANGE,
    name: 'map-sg',
    summary: 'as punt-range, and a scatter list with one call and one descent',
    list: 'one-call',
  },
  {
    ...MAP_UNMAP_PAGES,
    name: 'layered-rollback',
    summary: 'as whole-run, but a map that fails is undone by the page table itself',
    table: ROLLBACK_PATHS,
  },
  {
    ...PUNT_RANGE,
    name: 'clear-first',
    summary:
      'as punt-range, and every leaf of a table is cleared before the table goes: generic_pt',
    table: CLEAR_FIRST_PATHS,
    semantics: GENERIC_PT,
  },
]
