/** The ladder: each call shape is a pair of a map path and an unmap path. */
import type { Semantics, ShapeName } from './contract/index.js'
import {
  type MapPath,
  mapPageByPage,
  mapRuns,
  mapWholeRange,
  type UnmapPath,
  unmapPageByPage,
  unmapRuns,
  unmapWholeRange,
} from './core/index.js'

export interface CallShape {
  name: ShapeName
  summary: string
  map: MapPath
  unmap: UnmapPath
  semantics: Semantics
}

/** io-pgtable-arm drops a table that a block-sized unmap covers without reading it. */
const DROPS_TABLES: Semantics = {
  coveredTable: 'dropped',
  insideBlock: 'refused',
  blockOverTable: 'replaced',
}

/** generic_pt clears the leaves of a covered table before the table goes. */
const CLEARS_TABLES: Semantics = {
  coveredTable: 'cleared',
  insideBlock: 'refused',
  blockOverTable: 'replaced',
}

export const CALL_SHAPES: readonly CallShape[] = [
  {
    name: 'per-page',
    summary: 'map and unmap a page a call: how it was before the series, and the baseline',
    map: mapPageByPage,
    unmap: unmapPageByPage,
    semantics: DROPS_TABLES,
  },
  {
    name: 'unmap-pages',
    summary: 'unmap a run of equal pages with one call and one walk; map a page a call: the RFC',
    map: mapPageByPage,
    unmap: unmapRuns,
    semantics: DROPS_TABLES,
  },
  {
    name: 'map-unmap-pages',
    summary: 'map and unmap a run with one call and one walk; the core rolls back: v5.15',
    map: mapRuns,
    unmap: unmapRuns,
    semantics: DROPS_TABLES,
  },
  {
    name: 'punt-range',
    summary: 'the whole operation in one call and one descent, one gathered range: v7.2',
    map: mapWholeRange,
    unmap: unmapWholeRange,
    semantics: CLEARS_TABLES,
  },
]
