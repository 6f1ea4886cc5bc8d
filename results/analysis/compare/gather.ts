/** First pass: what of two runs can be compared, and the samples of it; and all that cannot. */

import { groupBy } from '../../../engines/contract/index.js'
import type { CellResult, Result, Row } from '../../record/index.js'
import type { Analysis } from '../analyse.js'
import { type FigureOp, figureOps, partsOf } from '../relations/cell.js'
import { EVENLY, SLOW_HALF } from '../stats/index.js'
import { type CountedPlace, type CountedTwice, countedTwice, countsVerdict } from './counts.js'
import type { Filter } from './filter.js'
import { relativeTimesIn, type Sides, sideOf, sidesOf, timesIn } from './interval.js'
import { factsOf, type Key, keysOf } from './keys.js'
import { unlike } from './same-cell.js'
import { isSameRun, oldIdOf } from './same-engine.js'
import type { Basis, ComparedFigure, NotCompared, RunComparison } from './types.js'

/** One run with what a report makes of it. */
export interface AnalysedRun {
  name: string
  result: Result
  analysis: Analysis
}

/** One row in one cell and direction, before its ratio is known. */
export interface Gathered extends Entry {
  sides: Record<Basis, Sides>
  nsPerOperation: { old: number; new: number }
  generations: { old: number; new: number }
  counts: ComparedFigure['counts']
  noiseFloor?: number
  /** Whether both runs computed the same layout: means are of such cells alone. */
  sameLayout: boolean
  /** Whether both are one run. */
  sameRun: boolean
}

/** All that two runs have, in one of them or in both. */
export interface Gathering
  extends Pick<RunComparison, 'vanished' | 'appeared' | 'failed' | 'notCompared' | 'layouts'> {
  /** Whether both are one run. */
  sameRun: boolean
  gathered: Gathered[]
  /** The baselines and limits, whatever the filter: they show what the machine did. */
  paced: Gathered[]
  counted: CountedTwice[]
  instructed: CountedPlace[]
  /** Engines that the old run alone counted, in cells of both, with the cell there. */
  uncounted: Array<{ engine: string; cell: CellResult }>
}

/** Everything of a run that a filter may keep: its timed rows, cell by cell. */
interface Entry {
  cell: CellResult
  row: Row
  op: FigureOp
  keys: Record<Key, string>
}

/** Gathers what two runs have in common, as far as the filter keeps it. */
export function gather(old: AnalysedRun, now: AnalysedRun, keep: Filter): Gathering {
  const toOld = oldIdOf(old.result, now.result)
  const before = entriesOf(old.result, now.name).filter(({ keys }) => keep(keys))
  const after = entriesOf(now.result, now.name).filter(({ keys }) => keep(keys))
  const sameRun = isSameRun(old.result, now.result)
  const oldCells = byId(old.result.cells)
  const newCells = new Set(now.result.cells.map(({ id }) => id))
  const oldRows = byId(old.result.rows)
  const newRows = new Set(now.result.rows.map(({ id }) => toOld(id)))

  const reasons: Reason[] = []
  const listed = unique(after.map(({ cell }) => cell))
  /** Cells of both that are the same work: the old one, by the newer. */
  const alike = new Map<CellResult, CellResult>()
  for (const cell of now.result.cells) {
    const was = oldCells.get(cell.id)
    const reason = was && unlike(was, cell)
    if (was !== undefined && reason === undefined) alike.set(cell, was)
    if (reason !== undefined && listed.includes(cell)) {
      reasons.push({ cell: cell.id, reason, lost: true })
    }
  }
  const compared = (entry: Entry) => {
    const [cell, row] = [alike.get(entry.cell), oldRows.get(toOld(entry.row.id))]
    return cell && row && compareOne(entry, { cell, row }, old, now, sameRun)
  }
  const gathered = after.flatMap((entry) => {
    const found = compared(entry)
    if (found === undefined || 'sides' in found) return found ?? []
    reasons.push({ row: entry.row.id, cell: entry.cell.id, ...found })
    return []
  })
  const paced = entriesOf(now.result, now.name, ['baseline', 'limit'])
    .filter(isWhole)
    .flatMap((entry) => {
      const found = compared(entry)
      return found !== undefined && 'sides' in found ? [found] : []
    })
  const shared = listed.flatMap((cell): SharedCell[] => {
    const was = alike.get(cell)
    return was === undefined ? [] : [{ old: was, now: cell }]
  })
  const places = placesOf(shared, now, toOld, keep)
  return {
    sameRun,
    gathered,
    paced,
    counted: places.flatMap((place) => countedTwice(place) ?? []),
    instructed: places,
    uncounted: uncountedOf(shared, old, toOld, keep, now.name),
    vanished: {
      cells: unique(before.map(({ cell }) => cell.id)).filter((id) => !newCells.has(id)),
      rows: unique(before.map(({ row }) => row.id)).filter((id) => !newRows.has(id)),
    },
    appeared: {
      cells: listed.map(({ id }) => id).filter((id) => !oldCells.has(id)),
      rows: unique(after.map(({ row }) => row.id)).filter((id) => !oldRows.has(toOld(id))),
    },
    failed: unique(after.map(({ row }) => row)).flatMap(({ id, failure }) =>
      failure !== undefined && oldRows.get(toOld(id))?.failure === undefined
        ? [{ row: id, failure }]
        : [],
    ),
    notCompared: together(reasons),
    layouts: shared.flatMap(({ old: { layout: was }, now: { id, layout: is } }) =>
      was === is ? [] : [{ cell: id, old: was ?? 'unknown', new: is ?? 'unknown' }],
    ),
  }
}

/** Why a row of a cell, or the whole cell, is not compared. */
type Reason = Omit<NotCompared, 'cells'> & { cell: string }

/** A cell of both runs, of the same work in each. */
interface SharedCell {
  old: CellResult
  now: CellResult
}

/** The rows that were meant to be timed; the null row is the noise floor's. */
function entriesOf(
  { cells, rows }: Result,
  run: string,
  roles: ReadonlyArray<Row['role']> = ['baseline', 'shape'],
): Entry[] {
  return cells.flatMap((cell) =>
    rows
      .filter(({ role }) => roles.includes(role))
      .flatMap((row) =>
        figureOps(cell).map((op) => ({ cell, row, op, keys: keysOf(cell, row, op, run) })),
      ),
  )
}

/** Map and unmap together where a cell has both: one figure a cell. */
function isWhole({ cell, op }: Entry): boolean {
  return op === 'sum' || !figureOps(cell).includes('sum')
}

/** The comparison, or why there is none; no reason where neither run meant to time it. */
function compareOne(
  { cell, row, op, keys }: Entry,
  before: { cell: CellResult; row: Row },
  old: AnalysedRun,
  now: AnalysedRun,
  sameRun: boolean,
): Gathered | Pick<Reason, 'reason' | 'lost'> | undefined {
  const time = {
    old: sideOf(timesIn(before.cell, before.row, op), SLOW_HALF),
    new: sideOf(timesIn(cell, row, op), SLOW_HALF),
  }
  const had = time.old.estimate !== undefined
  const has = time.new.estimate !== undefined
  if (!had || !has) {
    const was = had ? undefined : absence(before.cell, before.row)
    const is = has ? undefined : absence(cell, row)
    if (was === UNTIMED && is === UNTIMED) return undefined
    const parts = [
      ...(was === undefined ? [] : [`${was} in the old run`]),
      ...(is === undefined ? [] : [`${is} in the new run`]),
    ]
    return { reason: parts.join(', '), lost: had }
  }
  const relative = {
    old: sideOf(relativeTimesIn(before.cell, before.row, old.result.rows, op), EVENLY),
    new: sideOf(relativeTimesIn(cell, row, now.result.rows, op), EVENLY),
  }
  const places = {
    old: before.cell,
    oldEngine: before.row.engine,
    now: cell,
    engine: row.engine,
  }
  const [was, is] = [old, now].map(({ analysis }) =>
    analysis.cells.find(({ id }) => id === cell.id),
  )
  const floors = [was, is].flatMap((one) => one?.nullBand[op] ?? [])
  return {
    cell,
    row,
    op,
    keys,
    sides: {
      time: sidesOf(time.old, time.new, sameRun),
      'speed-up': sidesOf(relative.old, relative.new, sameRun),
    },
    nsPerOperation: {
      old: was?.figures[before.row.id]?.[op]?.nsPerOperation ?? Number.NaN,
      new: is?.figures[row.id]?.[op]?.nsPerOperation ?? Number.NaN,
    },
    generations: { old: time.old.values.length, new: time.new.values.length },
    counts: countsVerdict(partsOf(op).map((part) => countedTwice({ ...places, op: part }))),
    ...(floors.length > 0 && { noiseFloor: Math.max(...floors) }),
    sameLayout: before.cell.layout === cell.layout,
    sameRun,
  }
}

const UNTIMED = 'not timed'

function absence(cell: CellResult, { engine, failure, id }: Row): string {
  if (cell.untimed[engine] !== undefined) return UNTIMED
  if (failure !== undefined) return `failed (${failure.kind})`
  return cell.rounds.generation.length === 0 || cell.ns[id] === undefined
    ? 'not reached'
    : 'without times'
}

/** Engines of the newer run, those that were only counted included, in the cells of both. */
function placesOf(
  cells: readonly SharedCell[],
  { name, result: { rows } }: AnalysedRun,
  toOld: (id: string) => string,
  keep: Filter,
): CountedPlace[] {
  return cells.flatMap(({ old, now }) =>
    Object.keys(now.counts).flatMap((engine) =>
      now.ops
        .filter((op) => keep(keysOf(now, factsOf(engine, rows), op, name)))
        .map((op) => ({ old, now, engine, oldEngine: toOld(engine), op })),
    ),
  )
}

function uncountedOf(
  cells: readonly SharedCell[],
  { result: { rows } }: AnalysedRun,
  toOld: (id: string) => string,
  keep: Filter,
  run: string,
): Gathering['uncounted'] {
  return cells.flatMap(({ old, now }) => {
    const still = new Set(Object.keys(now.counts).map(toOld))
    return Object.keys(old.counts)
      .filter((engine) => !still.has(engine))
      .filter((engine) => old.ops.some((op) => keep(keysOf(old, factsOf(engine, rows), op, run))))
      .map((engine) => ({ engine, cell: old }))
  })
}

/** Reasons, each once with the cells that it holds for. */
function together(reasons: readonly Reason[]): NotCompared[] {
  const alike = groupBy(reasons, ({ lost, reason, row }) => JSON.stringify([row, reason, lost]))
  return [...alike.values()].map((own) => {
    const [{ lost, reason, row }] = own
    return { ...(row && { row }), cells: unique(own.map(({ cell }) => cell)), reason, lost }
  })
}

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]))
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
