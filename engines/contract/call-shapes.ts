/**
 * The ladder of call shapes as data: how an operation on a buffer is cut into calls. A shape is a
 * set of choices, and each of them can be made alone.
 */
import type { Cut, DRIVERS, GATHERS, WALKS, WRITE_BACKS } from './vocabulary.js'

export interface Choices {
  /**
   * `bytes`: the whole size, again what is left; `page`; `run`: equal pages to a table's end;
   * `whole-run`: equal pages across tables; `operation`: all of it; `list`: a whole scatter list.
   */
  map: Cut
  unmap: Cut
  /** Whether the driver hands calls on as they are, or cuts runs into pages again. */
  driver: (typeof DRIVERS)[number]
  /** Descents from the root: one for each pte, or one for each run. */
  walk: (typeof WALKS)[number]
  /**
   * What an unmap tells the TLB side: an indirect `tlb_add_page` for each leaf, or one range with
   * its page size. Lazy domains are told nothing, so that the choice is none there.
   */
  gather: (typeof GATHERS)[number]
  /**
   * For a walker that is not coherent: cleared ptes are written back one by one, or a table's run
   * at once, before anything of it is gathered. Where the walker is coherent the choice is none.
   */
  writeBack: (typeof WRITE_BACKS)[number]
}

const PER_PAGE: Choices = {
  map: 'page',
  unmap: 'page',
  driver: 'forwards',
  walk: 'run',
  gather: 'leaf',
  writeBack: 'pte',
}
const MAP_UNMAP_PAGES: Choices = { ...PER_PAGE, map: 'run', unmap: 'run' }
const RUN_WRITE_BACK: Choices = { ...MAP_UNMAP_PAGES, writeBack: 'run' }
const WHOLE_RUN: Choices = { ...RUN_WRITE_BACK, map: 'whole-run', unmap: 'whole-run' }
const PUNT: Choices = { ...RUN_WRITE_BACK, map: 'operation', unmap: 'operation' }
const PUNT_RANGE: Choices = { ...PUNT, gather: 'range' }

/** By call shape, in the ladder's order; the last two stand beside it. */
export const SHAPE_CHOICES = {
  asymmetric: { ...PER_PAGE, unmap: 'bytes' },
  'per-page': PER_PAGE,
  'driver-pages': { ...PER_PAGE, unmap: 'run', driver: 'cuts' },
  rewalk: { ...MAP_UNMAP_PAGES, walk: 'pte' },
  'unmap-pages': { ...PER_PAGE, unmap: 'run' },
  'map-unmap-pages': MAP_UNMAP_PAGES,
  'run-write-back': RUN_WRITE_BACK,
  'range-gather': { ...RUN_WRITE_BACK, gather: 'range' },
  punt: PUNT,
  'punt-range': PUNT_RANGE,
  'whole-run': WHOLE_RUN,
  'map-sg': { ...PUNT_RANGE, map: 'list' },
  'layered-rollback': WHOLE_RUN,
  'clear-first': PUNT_RANGE,
} as const satisfies Record<string, Choices>

export type ShapeName = keyof typeof SHAPE_CHOICES

export const SHAPE_NAMES = Object.keys(SHAPE_CHOICES) as ShapeName[]

/**
 * The rungs that each shape is a step from: one list a step, its nearest rung first, the others in
 * its place where that was not timed. The third question is a 2 x 2, so that `punt-range` is a step
 * both from `range-gather` (what punting is worth) and from `punt` (what the gather is worth).
 */
export const STEPS: Readonly<Record<ShapeName, ReadonlyArray<readonly ShapeName[]>>> = {
  asymmetric: [],
  'per-page': [],
  'driver-pages': [['per-page']],
  rewalk: [['driver-pages', 'per-page']],
  'unmap-pages': [['per-page']],
  'map-unmap-pages': [['unmap-pages', 'per-page']],
  'run-write-back': [['map-unmap-pages']],
  'range-gather': [['run-write-back', 'map-unmap-pages']],
  punt: [['run-write-back', 'map-unmap-pages']],
  'punt-range': [['range-gather'], ['punt']],
  'whole-run': [['run-write-back', 'map-unmap-pages']],
  'map-sg': [['punt-range']],
  'layered-rollback': [['whole-run', 'run-write-back', 'map-unmap-pages']],
  'clear-first': [['punt-range']],
}

/**
 * Rungs that a shape is a step from where none of `STEPS` was timed, the nearest first; only one that
 * gathers as it does, so that the step changes one thing. generic_pt has neither of punt-range's two:
 * it gathers one range a call, however an operation is cut.
 */
export const STAND_INS: Partial<Readonly<Record<ShapeName, readonly ShapeName[]>>> = {
  'punt-range': ['whole-run', 'map-unmap-pages'],
}

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
