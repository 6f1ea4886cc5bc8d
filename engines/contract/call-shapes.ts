/**
 * The ladder of call shapes, an entry each: how an operation on a buffer is cut into calls. A shape is
 * a set of choices, each of which can be made alone. The ladder in TypeScript (engines/ts/shapes.ts) and
 * that in C (engines/native/generated.ts) are put together from these entries.
 */
import type { Choices, Semantics, TableName } from './vocabulary.js'

const PER_PAGE = {
  map: 'page',
  unmap: 'page',
  driver: 'forwards',
  walk: 'run',
  gather: 'leaf',
  writeBack: 'pte',
} as const
const MAP_UNMAP_PAGES = { ...PER_PAGE, map: 'run', unmap: 'run' } as const
const RUN_WRITE_BACK = { ...MAP_UNMAP_PAGES, writeBack: 'run' } as const
const WHOLE_RUN = { ...RUN_WRITE_BACK, map: 'whole-run', unmap: 'whole-run' } as const
const PUNT = { ...RUN_WRITE_BACK, map: 'operation', unmap: 'operation' } as const
const PUNT_RANGE = { ...PUNT, gather: 'range' } as const

/** As Linux 6.1 has it. */
const IO_PGTABLE_ARM: Semantics = {
  coveredTable: 'dropped',
  insideBlock: 'split',
  blockOverTable: 'replaced',
}

const GENERIC_PT: Semantics = {
  coveredTable: 'cleared',
  insideBlock: 'removed',
  blockOverTable: 'replaced-if-empty',
}

/** The shape that speed-ups are taken against. */
export const BASELINE_SHAPE = 'per-page'

/** What a shape changes that is no choice. */
export const BESIDE = ['rollback', 'clearing first'] as const

interface Entry<Name> {
  /** One line for lists. */
  summary: string
  choices: Choices
  table: TableName
  /** Where it is the driver that gathers ranges, and not the page table. */
  gathers?: 'in the driver'
  semantics?: Semantics
  beside?: (typeof BESIDE)[number]
  /**
   * The rungs that it is a step from: one list a step, its nearest rung first, the others in its
   * place where that was not timed.
   */
  steps: ReadonlyArray<readonly Name[]>
  /**
   * Rungs that it is a step from where none of `steps` was timed, the nearest first; only one that
   * gathers as it does, so that the step changes one thing.
   */
  standIns?: readonly Name[]
}

/** By call shape, in the ladder's order; the last two stand beside it. */
const LADDER = {
  asymmetric: {
    summary:
      'map a page a call; hand an unmap whole to the driver, again what it left: before 2013',
    choices: { ...PER_PAGE, unmap: 'bytes' },
    table: 'byte-size',
    steps: [],
  },
  'per-page': {
    summary: 'map and unmap a page a call: how it was before the series, and the baseline',
    choices: PER_PAGE,
    table: 'run',
    steps: [],
  },
  'driver-pages': {
    summary: 'the core batches unmaps; the driver loops over a table that takes a page a call',
    choices: { ...PER_PAGE, unmap: 'run', driver: 'cuts' },
    table: 'run',
    steps: [['per-page']],
  },
  rewalk: {
    summary: 'one call a run, one walk a page inside: map_sg of 2021, AMD until 2025',
    choices: { ...MAP_UNMAP_PAGES, walk: 'pte' },
    table: 'rewalk',
    steps: [['driver-pages', 'per-page']],
  },
  'unmap-pages': {
    summary: 'unmap a run of equal pages with one call and one walk; map a page a call: the RFC',
    choices: { ...PER_PAGE, unmap: 'run' },
    table: 'run',
    steps: [['per-page']],
  },
  'map-unmap-pages': {
    summary: 'map and unmap a run with one call and one walk; the core rolls back: v5.15',
    choices: MAP_UNMAP_PAGES,
    table: 'run',
    steps: [['unmap-pages', 'per-page']],
  },
  'run-write-back': {
    summary: 'as map-unmap-pages, and cleared ptes are written back a run at once: v6.12',
    choices: RUN_WRITE_BACK,
    table: 'run-write-back',
    steps: [['map-unmap-pages']],
  },
  'range-gather': {
    summary: 'as run-write-back, and the driver gathers one range a call, not each leaf',
    choices: { ...RUN_WRITE_BACK, gather: 'range' },
    gathers: 'in the driver',
    table: 'run-write-back',
    steps: [['run-write-back', 'map-unmap-pages']],
  },
  punt: {
    summary: 'the whole operation in one call and one descent, one TLB add a leaf',
    choices: PUNT,
    table: 'run-write-back',
    steps: [['run-write-back', 'map-unmap-pages']],
  },
  'punt-range': {
    summary: 'as punt, and leaves side by side are gathered as one range',
    choices: PUNT_RANGE,
    table: 'range',
    // The third question is a 2 x 2: what punting is worth, and what the gather is worth.
    steps: [['range-gather'], ['punt']],
    // generic_pt has neither: it gathers one range a call, however an operation is cut.
    standIns: ['whole-run', 'map-unmap-pages'],
  },
  'whole-run': {
    summary: 'a run with one call and one descent, across tables',
    choices: WHOLE_RUN,
    table: 'whole-run',
    steps: [['run-write-back', 'map-unmap-pages']],
  },
  'map-sg': {
    summary: 'as punt-range, and a scatter list with one call and one descent',
    choices: { ...PUNT_RANGE, map: 'list' },
    table: 'range',
    steps: [['punt-range']],
  },
  'layered-rollback': {
    summary: 'as whole-run, but a map that fails is undone by the page table itself',
    choices: WHOLE_RUN,
    table: 'rollback',
    beside: 'rollback',
    steps: [['whole-run', 'run-write-back', 'map-unmap-pages']],
  },
  'clear-first': {
    summary:
      'as punt-range, and every leaf of a table is cleared before the table goes: generic_pt',
    choices: PUNT_RANGE,
    table: 'clear-first',
    semantics: GENERIC_PT,
    beside: 'clearing first',
    steps: [['punt-range']],
  },
} as const satisfies Record<string, Entry<string>>

export type ShapeName = keyof typeof LADDER

/** The core's path for each cut of a map, and of an unmap: core/map-*.ts and .h, core/unmap-*.ts and .h. */
export const MAP_PATHS = {
  page: 'page-by-page',
  run: 'runs',
  'whole-run': 'runs',
  operation: 'whole-range',
  list: 'whole-range',
} as const satisfies Record<Choices['map'], string>

export const UNMAP_PATHS = {
  page: 'page-by-page',
  run: 'runs',
  'whole-run': 'runs',
  bytes: 'what-is-left',
  operation: 'whole-range',
} as const satisfies Record<Choices['unmap'], string>

export interface Shape extends Entry<ShapeName> {
  name: ShapeName
  /** Those of io-pgtable-arm where its entry names none. */
  semantics: Semantics
  /** The core's paths. */
  map: (typeof MAP_PATHS)[Choices['map']]
  unmap: (typeof UNMAP_PATHS)[Choices['unmap']]
  /** What the driver does with an unmap of pages. */
  driver: Choices['driver'] | 'gathers'
}

function shapeOf(name: ShapeName): Shape {
  const entry: Entry<ShapeName> = LADDER[name]
  const { choices, gathers, semantics = IO_PGTABLE_ARM } = entry
  return {
    ...entry,
    name,
    semantics,
    map: MAP_PATHS[choices.map],
    unmap: UNMAP_PATHS[choices.unmap],
    driver: gathers === undefined ? choices.driver : 'gathers',
  }
}

export const SHAPE_NAMES = Object.keys(LADDER) as ShapeName[]

/** The call shapes by their names. */
export const SHAPES = Object.fromEntries(
  SHAPE_NAMES.map((name) => [name, shapeOf(name)]),
) as Readonly<Record<ShapeName, Shape>>

/** Whether two sets of choices come to the same on a domain of this mode. */
export function sameChoices(
  one: Choices,
  other: Choices,
  { coherent, lazy }: { coherent: boolean; lazy: boolean },
): boolean {
  return (
    one.map === other.map &&
    one.unmap === other.unmap &&
    one.driver === other.driver &&
    one.walk === other.walk &&
    (lazy || one.gather === other.gather) &&
    (coherent || one.writeBack === other.writeBack)
  )
}
