/** Warnings beside the figures that they touch: a mark in tables, and the words of the list. */
import type { Analysis, CellAnalysis, Warning } from '../../results/analysis/index.js'

type Warned = Pick<Analysis, 'cells' | 'warnings'>

/** Stands beside a cell that a warning touches. */
export const TOUCHED = '!'

/** The warnings that touch a cell's figures; those of the whole run and of rows are in the list alone. */
export function touchesOf({ warnings }: Warned, { id }: Pick<CellAnalysis, 'id'>): Warning[] {
  return warnings.filter(({ cells }) => cells?.includes(id))
}

/** A warning's name, by which the mark and the list tell of one thing: `two modes`. */
export function warningName({ code }: Warning): string {
  return code.replaceAll('-', ' ')
}

/** `! drift, two modes`; empty for a cell that no warning touches. */
export function touchedWords(analysis: Warned, cell: Pick<CellAnalysis, 'id'>): string {
  const touches = touchesOf(analysis, cell)
  return touches.length === 0 ? '' : `${TOUCHED} ${touches.map(warningName).join(', ')}`
}

/** What the mark means, where it stands anywhere. */
export function touchedLegend({ cells, warnings }: Warned): string {
  return cells.some((cell) => touchesOf({ cells, warnings }, cell).length > 0)
    ? `${TOUCHED} a warning touches these figures; the list of warnings has it by its name`
    : ''
}

/**
 * A warning for the list: with its name where cells are marked with it, and their number where it
 * touches most of them.
 */
export function warningWords({ cells }: Pick<Analysis, 'cells'>, warning: Warning): string {
  const { cells: touched, message } = warning
  if (touched === undefined) return message
  const words =
    2 * touched.length > cells.length && touched.length > 1
      ? message.replace(named(touched), () => `${touched.length} of ${cells.length} cells`)
      : message
  return `${warningName(warning)}: ${words}`
}

/** The cells as messages name them. */
function named(cells: readonly string[]): string {
  const more = cells.length - NAMED
  const first = cells.slice(0, NAMED).join(', ')
  return more > 0 ? `${first} and ${more} more ${more === 1 ? 'cell' : 'cells'}` : first
}

/** Cells that a message names one by one. */
const NAMED = 3
