/**
 * The C headers that are made of the vocabulary, so that each of its names is written once. Lists are
 * macros that apply X to each entry: `UB_COUNTERS(X)` is `X(driverCalls) X(tableCalls) ...`.
 */
import {
  COUNTER_NAMES,
  LAYER_OPS,
  MAP_PATHS,
  OWN_FORMATS,
  SHAPES,
  type Shape,
  TABLES,
  UNMAP_PATHS,
} from '../contract/index.js'
import { EVENT_WIDTH, EVENTS } from './events.js'

const MADE = '/* Made by engines/native/generated.ts. */\n'

/** The header of the page-table formats' names. */
export const FORMATS_HEADER = 'generated/formats.h'

/**
 * The headers' texts by their paths, as C files include them. What few files need is a header of its
 * own: a format or a call shape more compiles those anew, and no others.
 */
export function generatedHeaders(): Record<string, string> {
  const maps = distinct(Object.values(MAP_PATHS))
  const unmaps = distinct(Object.values(UNMAP_PATHS))
  return {
    'generated/vocabulary.h': [
      MADE,
      list('UB_COUNTERS', COUNTER_NAMES.map(entry)),
      list('UB_EVENTS', EVENTS.map(entry)),
      `#define UB_EVENT_WIDTH ${EVENT_WIDTH}\n`,
      list('UB_LAYER_OPS', LAYER_OPS.map(constant).map(entry)),
      paths('UB_MAP_PATHS', maps),
      paths('UB_UNMAP_PATHS', unmaps),
      list('UB_TABLE_PATHS', TABLES.map(constant).map(entry)),
    ].join(''),
    [FORMATS_HEADER]: MADE + formatsInC(OWN_FORMATS),
    'generated/shapes.h': MADE + list('UB_SHAPES', Object.values(SHAPES).map(shapeInC)),
    'generated/core-paths.h': [
      MADE,
      ...maps.map((name) => `#include "core/map-${name}.h"\n`),
      ...unmaps.map((name) => `#include "core/unmap-${name}.h"\n`),
    ].join(''),
  }
}

/** The list of formats in C. */
export function formatsInC(names: readonly string[]): string {
  return list(
    'UB_OWN_FORMATS',
    names.map((name) => entry(name.replaceAll('-', '_'))),
  )
}

/** A call shape as an entry of a list in C: native/shapes.h has what its parts are. */
export function shapeInC({ choices, driver, map, name, semantics, table, unmap }: CShape): string {
  const { blockOverTable, insideBlock } = semantics
  const parts = [
    `"${name}"`,
    ...[map, unmap, driver, table].map(constant),
    choices.map === 'list',
    insideBlock === 'split',
    blockOverTable === 'replaced',
  ]
  return `X(${parts.join(', ')})`
}

/** Drivers over a page table that would continue across tables clip calls to one. */
type CShape = Omit<Shape, 'driver'> & { driver: Shape['driver'] | 'clips' }

/** Its last entry is by a macro of its own: what a switch comes to where it is none of the others. */
function paths(name: string, names: readonly string[]): string {
  const entries = names.map((path, at) => {
    const macro = at < names.length - 1 ? 'X' : 'LAST'
    return `${macro}(${constant(path)}, ${path.replaceAll('-', '_')})`
  })
  return `#define ${name}(X, LAST) ${entries.join(' ')}\n`
}

function list(name: string, entries: readonly string[]): string {
  return `#define ${name}(X) ${entries.join(' ')}\n`
}

function entry(name: string): string {
  return `X(${name})`
}

/** `PAGE_BY_PAGE` for `page-by-page`. */
function constant(name: string): string {
  return name.replaceAll('-', '_').toUpperCase()
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)]
}
