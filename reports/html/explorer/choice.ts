/**
 * What one looks at, made whole and written as the page's address: `#what=calls&at=...`. An address is
 * whatever somebody typed, so that every part of it may be wrong.
 */
import type { FigureOp } from '../../../results/analysis/index.js'
import { FIGURE_OPS } from '../../phrases/index.js'
import type { Choice, ExplorerData, Mark, Marks, Place } from './data.js'

/** A row's figure of a measure, as a mark; nothing where it has none. */
export function markOf(
  { figures }: ExplorerData,
  cell: number,
  row: number,
  op: FigureOp,
  what: string,
): Mark | undefined {
  const mark = figures[cell]?.[row]?.[op]?.[what]
  return typeof mark === 'number' ? { value: mark } : mark
}

/** The measures that some row of the sources has in a place and direction. */
export function measuresAt(
  data: ExplorerData,
  place: Place,
  op: FigureOp,
  of: readonly string[],
): Set<string> {
  return new Set(marksAt(data, place, op, of).flatMap((marks) => Object.keys(marks)))
}

/** Whether a source has a measure in a place and direction. */
export function hasMeasures(data: ExplorerData, place: Place, op: FigureOp, of: string): boolean {
  return marksAt(data, place, op, [of]).some((marks) => Object.keys(marks).length > 0)
}

/** What each row of the sources has in each cell of a place, in a direction: nothing of some. */
function marksAt(data: ExplorerData, place: Place, op: FigureOp, of: readonly string[]): Marks[] {
  const rows = rowsOf(data, of)
  return place.cells.flatMap(({ cell }) => rows.map((row) => data.figures[cell]?.[row]?.[op] ?? {}))
}

/** The shapes that have a measure's figure in a place, direction and sources. */
export function shapesAt(data: ExplorerData, { at, of, op, what }: Choice): Set<string> {
  const place = data.places.find(({ id }) => id === at)
  const rows = rowsOf(data, of).filter((row) =>
    place?.cells.some(({ cell }) => markOf(data, cell, row, op, what) !== undefined),
  )
  return new Set(rows.flatMap((row) => shapeOf(data, row) ?? []))
}

function shapeOf({ rows, shapes }: ExplorerData, row: number): string | undefined {
  return shapes[rows[row]?.shape ?? -1]?.id
}

function rowsOf({ rows, sources }: ExplorerData, of: readonly string[]): number[] {
  return [...rows.keys()].filter((row) => of.includes(sources[rows[row]?.source ?? -1]?.id ?? ''))
}

/** Directions that a place is best judged on, in this order. */
const PREFERRED: readonly FigureOp[] = ['sum', 'mixed', 'map', 'unmap']

/** The direction that is shown where none was chosen. */
export function judgedOp(ops: readonly FigureOp[]): FigureOp {
  return PREFERRED.find((op) => ops.includes(op)) ?? 'sum'
}

/**
 * The nearest choice that shows something: what a place, its directions or its sources do not have
 * gives way to what they have, and no shape at all to every shape.
 */
export function settled(wanted: Choice, data: ExplorerData): Choice {
  const place = data.places.find(({ id }) => id === wanted.at) ?? data.places[0]
  if (place === undefined) return { ...wanted, at: '' }
  const op = place.ops.includes(wanted.op) ? wanted.op : judgedOp(place.ops)
  const known = data.sources.map(({ id }) => id).filter((id) => hasMeasures(data, place, op, id))
  const chosen = known.filter((id) => wanted.of.includes(id))
  const of = chosen.length > 0 ? chosen : known.slice(0, 1)
  const measures = measuresAt(data, place, op, of)
  const what = measures.has(wanted.what)
    ? wanted.what
    : (data.measures.find(({ id }) => measures.has(id))?.id ?? wanted.what)
  const choice = { what, op, at: place.id, of }
  const shown = shapesAt(data, { ...choice, shapes: [] })
  const shapes = data.shapes.map(({ id }) => id)
  const named = shapes.filter((id) => wanted.shapes.includes(id))
  return {
    ...choice,
    shapes: named.some((id) => shown.has(id)) ? named : shapes.filter((id) => shown.has(id)),
    ...(wanted.figure && isFigure(wanted.figure, data, place) && { figure: wanted.figure }),
  }
}

function isFigure(
  { cell, row }: NonNullable<Choice['figure']>,
  data: ExplorerData,
  place: Place,
): boolean {
  return (
    data.rows.some(({ id }) => id === row) &&
    place.cells.some((one) => data.cells[one.cell]?.id === cell)
  )
}

/** The address of a choice, `#` included; empty for what is shown at first. */
export function addressOf(choice: Choice, { start }: ExplorerData): string {
  const words = new URLSearchParams()
  if (choice.what !== start.what) words.set('what', choice.what)
  if (choice.op !== start.op) words.set('op', choice.op)
  if (choice.at !== start.at) words.set('at', choice.at)
  if (choice.of.join() !== start.of.join()) for (const id of choice.of) words.append('of', id)
  if (choice.shapes.join() !== start.shapes.join()) {
    for (const id of choice.shapes) words.append('shape', id)
  }
  if (choice.figure !== undefined) {
    words.set('cell', choice.figure.cell)
    words.set('row', choice.figure.row)
  }
  const text = words.toString()
  return text === '' ? '' : `#${text}`
}

/** Whether an address is that of a choice, and not of a heading. */
export function isChoice(address: string): boolean {
  return address.includes('=')
}

/** The choice that an address stands for. */
export function choiceOf(address: string, data: ExplorerData): Choice {
  const words = new URLSearchParams(address.replace(/^#/, ''))
  const { start } = data
  const several = (name: string, otherwise: string[]) =>
    words.has(name) ? words.getAll(name) : otherwise
  const cell = words.get('cell')
  const row = words.get('row')
  return settled(
    {
      what: words.get('what') ?? start.what,
      op: FIGURE_OPS.find((op) => op === words.get('op')) ?? start.op,
      at: words.get('at') ?? start.at,
      of: several('of', start.of),
      shapes: several('shape', start.shapes),
      ...(cell !== null && row !== null && { figure: { cell, row } }),
    },
    data,
  )
}
