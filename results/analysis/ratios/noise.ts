/** The noise floor: what two instances of one row differ by. */

import type { FigureOp } from '../relations/cell.js'
import { boundOf, meanValues, type Sample, sampleOf } from '../stats/index.js'
import { effectOf } from './judge.js'
import type { Pairs } from './pairs.js'

/** The noise floors of a cell. */
export interface NullBands {
  /**
   * The noise floor by direction, as a ratio's distance from 1: an upper bound of what two instances
   * of one row differ by. Absent where no null row has an interval.
   */
  nullBand: Partial<Record<FigureOp, number>>
  /** The same of each page-table format, where null rows are of several: its figures are judged by it. */
  nullBands?: Record<string, Partial<Record<FigureOp, number>>>
}

/** The noise floors of one cell, of all null rows and, where they are of several formats, of each. */
export function nullBands(pairs: readonly Pairs[]): NullBands {
  const formats = formatsOf(pairs)
  const nullBand = bandsOf(pairs)
  if (formats.length < 2) return { nullBand }
  const bands = formats.map((format) => [
    format,
    bandsOf(pairs.filter(({ row }) => row.format === format)),
  ])
  return { nullBand, nullBands: Object.fromEntries(bands) }
}

/**
 * The null band of every direction, as a ratio's distance from 1: an upper bound by null pairs alone,
 * taken together. Other code is no null, whatever it counts. Absent where no null pair has an interval.
 */
function bandsOf(pairs: readonly Pairs[]): NullBands['nullBand'] {
  const bands: Partial<Record<FigureOp, number>> = {}
  for (const op of new Set(pairs.map((pair) => pair.op))) {
    const band = bandOf(nullsOf(pairs, op).flatMap(({ speedup }) => speedup?.sample ?? []))
    if (band !== undefined) bands[op] = band
  }
  return bands
}

/** The null band of a format's figures: its own, or where it has no null row that of the cell. */
export function bandFor(
  { nullBand, nullBands }: NullBands,
  format: string,
  op: FigureOp,
): number | undefined {
  return (nullBands?.[format] ?? nullBand)[op]
}

/** The same in one of several cells; `undefined` where there is none. */
export function floorIn(
  cells: ReadonlyArray<NullBands & { id: string }>,
  cell: string,
  format: string,
  op: FigureOp,
): number | undefined {
  const found = cells.find(({ id }) => id === cell)
  return found && bandFor(found, format, op)
}

/** The same of the null pairs' means over several cells, as far as they have them. */
export function meanNullBand(
  pairs: readonly Pairs[],
  cells: readonly string[],
  op: FigureOp,
  format: string,
): number | undefined {
  const all = nullsOf(pairs, op).filter(({ cell }) => cells.includes(cell.id))
  const nulls = formatsOf(all).includes(format)
    ? all.filter(({ row }) => row.format === format)
    : all
  const rows = [...new Set(nulls.map(({ row }) => row))]
  return bandOf(
    rows.flatMap((row) => {
      const own = nulls.filter((pair) => pair.row === row && pair.speedup?.sample !== undefined)
      return sampleOf(meanValues(own.map(({ speedup }) => speedup?.values ?? []))) ?? []
    }),
  )
}

/** The formats that there are null rows of. */
function formatsOf(pairs: readonly Pairs[]): string[] {
  return [...new Set(pairs.flatMap(({ row }) => (row.role === 'null' ? [row.format] : [])))]
}

function nullsOf(pairs: readonly Pairs[], op: FigureOp): Pairs[] {
  return pairs.filter((pair) => pair.row.role === 'null' && pair.op === op)
}

function bandOf(samples: readonly Sample[]): number | undefined {
  const bound = boundOf(samples)
  return bound === undefined ? undefined : effectOf(Math.exp(bound))
}
