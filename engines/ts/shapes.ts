/** The ladder of call shapes (engines/contract/call-shapes.ts) in TypeScript: what their entries name. */
import { type Probe, SHAPES, type Shape } from '../contract/index.js'
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
} from '../core/index.js'
import {
  type DriverOps,
  type PageTableOps,
  SmmuV3,
  SmmuV3OverPages,
  SmmuV3RangeGather,
} from '../driver/index.js'
import { TABLE_PATHS, type TablePaths } from '../table/index.js'

type Driver = new (table: PageTableOps, probe: Probe) => DriverOps

const MAP: Record<Shape['map'], MapPath> = {
  'page-by-page': mapPageByPage,
  runs: mapRuns,
  'whole-range': mapWholeRange,
}

const UNMAP: Record<Shape['unmap'], UnmapPath> = {
  'page-by-page': unmapPageByPage,
  runs: unmapRuns,
  'what-is-left': unmapWhatIsLeft,
  'whole-range': unmapWholeRange,
}

const DRIVER: Record<Shape['driver'], Driver> = {
  forwards: SmmuV3,
  cuts: SmmuV3OverPages,
  gathers: SmmuV3RangeGather,
}

/** A call shape over a driver and a page table that go with it. */
export interface CallShape extends Pick<Shape, 'summary' | 'choices' | 'semantics'> {
  name: string
  map: MapPath
  /** Whether a scatter list is one call, or one map for each run of it that lies side by side. */
  list: 'one-call' | 'run-by-run'
  unmap: UnmapPath
  driver: Driver
  table: TablePaths
}

/** Each has the same fields in the same order, so that V8 sees one shape of object. */
export const CALL_SHAPES: readonly CallShape[] = Object.values(SHAPES).map((shape) => ({
  name: shape.name,
  summary: shape.summary,
  choices: shape.choices,
  map: MAP[shape.map],
  list: shape.choices.map === 'list' ? 'one-call' : 'run-by-run',
  unmap: UNMAP[shape.unmap],
  driver: DRIVER[shape.driver],
  table: TABLE_PATHS[shape.table],
  semantics: shape.semantics,
}))
