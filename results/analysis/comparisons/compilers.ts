/** Where two compilers of one source come to opposite conclusions: then neither is the shape's own. */

import type { Result } from '../../record/index.js'
import { judgedOf } from '../figures/judged-of.js'
import type { CellAnalysis } from '../figures/types.js'
import type { Judged } from '../ratios/judge.js'
import type { FigureOp } from '../relations/cell.js'

/** A ratio that is resolved above 1 by one compiler and below 1 by another. */
export interface Opposed {
  cell: string
  op: FigureOp
  shape: string
  /** What the ratio is: `over per-page`, a step's `over punt`, or `time over punt's`. */
  what: string
  /** Estimates by the tier's own compiler, and by that of the variant. */
  own: number
  other: number
  variant: string
}

/** Every ratio of a tier that a variant by another compiler has too, and that the two resolve to opposite sides. */
export function opposedByCompilers(
  { rows, tiers = {} }: Pick<Result, 'rows' | 'tiers'>,
  cells: readonly CellAnalysis[],
): Opposed[] {
  const shapeOf = new Map(rows.map(({ id, shape }) => [id, shape]))
  const twins = Object.entries(tiers).flatMap(([tier, { compilers = {} }]) =>
    Object.keys(compilers).flatMap((name) =>
      rows
        .filter((row) => row.tier === tier && row.role === 'shape')
        .flatMap((row) => {
          const variant = `${tier}+${name}`
          const twin = rows.find(
            ({ format, shape, tier: other }) =>
              other === variant && shape === row.shape && format === row.format,
          )
          return twin === undefined ? [] : [{ row, twin, variant }]
        }),
    ),
  )
  return cells.flatMap((cell) =>
    twins.flatMap(({ row, twin, variant }) =>
      cell.ops.flatMap((op) => {
        const [own, other] = [row, twin].map(({ id }) => ratiosOf(cell, id, op, shapeOf))
        return [...own].flatMap(([what, one]) => {
          const two = other.get(what)
          if (!one.side || !two?.side || one.side === two.side) return []
          const estimates = { own: one.interval.estimate, other: two.interval.estimate }
          return [{ cell: cell.id, op, shape: row.shape, what, ...estimates, variant }]
        })
      }),
    ),
  )
}

/** A row's speed-up, its steps, and what it leaves on the table, by what each is. */
function ratiosOf(
  cell: CellAnalysis,
  row: string,
  op: FigureOp,
  shapeOf: ReadonlyMap<string, string>,
): Map<string, Judged> {
  const figure = cell.figures[row]?.[op]
  if (figure === undefined) return new Map()
  const speedup = judgedOf(figure)
  return new Map([
    ...(speedup === undefined ? [] : [['over per-page', speedup] as const]),
    ...figure.steps.map((step) => [`over ${shapeOf.get(step.over) ?? step.over}`, step] as const),
    ...Object.entries(figure.left).map(([punt, left]) => [`time over ${punt}'s`, left] as const),
  ])
}
