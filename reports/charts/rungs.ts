/** The rows of a group in the order of the ladder. */
import { SHAPE_NAMES } from '../../engines/contract/index.js'
import type { Analysis, RowAnalysis } from '../../results/analysis/types.js'
import { isUnequal } from '../../results/analysis/unequal-care.js'
import { type CellGroup, printable, rowLabel, timedShapes } from '../words/index.js'

const LADDER: readonly string[] = SHAPE_NAMES

/** A row and its name in charts, unique within its tier. */
export interface Rung {
  row: RowAnalysis
  shape: string
}

/**
 * The call shapes that were timed in a group, in ladder order; not the baseline, and none whose times
 * say nothing.
 */
export function shapesOf(analysis: Analysis, group: CellGroup): Rung[] {
  return inLadderOrder(
    analysis,
    timedShapes(group).filter((row) => !isUnequal(analysis, row)),
  )
}

/** The same with the baseline in its place. */
export function rungsOf(analysis: Analysis, group: CellGroup): Rung[] {
  const { baseline } = group
  return inLadderOrder(analysis, [...(baseline ? [baseline] : []), ...timedShapes(group)])
}

/** Names of the rows of several groups, in ladder order, each once. */
export function shapeNames(rungs: readonly Rung[]): string[] {
  return [...new Set(sorted(rungs).map(({ shape }) => shape))]
}

/**
 * A legend that has each call shape once, in the terms of Vega-Lite: a panel's heading names its format.
 * Nothing where no name has one.
 */
export function shapeLegend(names: readonly string[]): { legend?: object } {
  const plain = (name: string) => name.split('@')[0]
  const values = names.filter(
    (name) => names.find((other) => plain(other) === plain(name)) === name,
  )
  if (!names.some((name) => name.includes('@'))) return {}
  return { legend: { values, labelExpr: "split(datum.label, '@')[0]" } }
}

/**
 * A size that falls with a call shape's rank, in the terms of Vega-Lite: later ones are drawn finer,
 * so that where they coincide each still shows.
 */
export function nested(field: string, ranks: number, range: readonly [number, number]) {
  return {
    field,
    type: 'quantitative',
    scale: { domain: [0, Math.max(1, ranks - 1)], range, clamp: true },
    legend: null,
  }
}

/** Rows of any role in ladder order; those that the ladder does not know stand at its end. */
export function inLadderOrder(analysis: Analysis, rows: readonly RowAnalysis[]): Rung[] {
  return sorted(rows.map((row) => ({ row, shape: printable(rowLabel(row, analysis.rows)) })))
}

function sorted(rungs: readonly Rung[]): Rung[] {
  const place = ({ row }: Rung) => {
    const at = LADDER.indexOf(row.shape)
    return at < 0 ? LADDER.length : at
  }
  return [...rungs].sort((a, b) => place(a) - place(b))
}
