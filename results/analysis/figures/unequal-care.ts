/**
 * Results of the version whose punting shapes were compiled with less care than their neighbours
 * (CHANGELOG.md): their counts are exact, and their times say nothing about a call shape.
 */
import type { CellAnalysis, Figure, RowAnalysis } from './types.js'

export const UNEQUAL_CARE = '0.1.0'

/** The shapes that the fault was in. */
const SHAPES: readonly string[] = ['punt', 'punt-range', 'whole-run', 'map-sg', 'layered-rollback']

interface MadeBy {
  tool: { version: string }
}

/** Whether the times of a row are such, in a result or in what was made of it. */
export function isUnequal({ tool }: MadeBy, { shape }: Pick<RowAnalysis, 'shape'>): boolean {
  return tool.version === UNEQUAL_CARE && SHAPES.includes(shape)
}

/**
 * Cells without what was compared with such rows: what is left on the table, and steps to them. Two of
 * them that differ in rollback alone had one fault, and stay.
 */
export function withoutUnequal(
  made: MadeBy,
  rows: readonly RowAnalysis[],
  cells: readonly CellAnalysis[],
): CellAnalysis[] {
  if (made.tool.version !== UNEQUAL_CARE) return [...cells]
  const unequal = new Set(rows.filter((row) => isUnequal(made, row)).map(({ id }) => id))
  const bare = (figure: Figure): Figure => ({
    ...figure,
    left: {},
    steps: figure.steps.filter(
      ({ changes }) => !unequal.has(figure.row) || changes.every((change) => change === 'rollback'),
    ),
  })
  return cells.map((cell) => ({
    ...cell,
    figures: Object.fromEntries(
      Object.entries(cell.figures).map(([row, figures]) => [
        row,
        Object.fromEntries(Object.entries(figures).map(([op, figure]) => [op, bare(figure)])),
      ]),
    ),
  }))
}
