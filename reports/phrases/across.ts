/** One call shape on two tiers: what a kernel tree, or a patch, changes; and our own tier's check. */

import type { Across, Analysis, FigureOp } from '../../results/analysis/index.js'
import { listWords } from '../text/index.js'
import { marked } from './figures.js'
import { formatInterval } from './format.js'
import type { TextGrid } from './group-table.js'
import { changeOfInstructions } from './instructions.js'
import { FIGURE_OPS, OP_WORDS, tierWords } from './terms.js'

/** Two tiers held against each other. */
export interface AcrossTable extends TextGrid {
  before: string
  after: string
  title: string
  /** What counts and instructions changed, a line a cell, shape and direction. */
  counts: string[]
}

/** A table for every pair of tiers; cells and shapes are its rows. */
export function acrossTables(analysis: Analysis): AcrossTable[] {
  return pairsOf(analysis).map(({ after, before, figures }) => {
    const ops = FIGURE_OPS.filter((op) => figures.some((figure) => figure.op === op))
    const shapes = [...new Set(figures.map(({ shape }) => shape))]
    const keys = analysis.cells.flatMap(({ id }) => shapes.map((shape) => [id, shape] as const))
    return {
      before,
      after,
      title: `Time of ${tierWords(after)} over that of ${tierWords(before)}, the same call shape`,
      columns: ['cell', 'call shape', ...ops.map((op) => OP_WORDS[op])],
      rows: keys.flatMap(([cell, shape]) => {
        const own = figures.filter((one) => one.cell === cell && one.shape === shape)
        return own.length === 0 ? [] : [[cell, shape, ...ops.map((op) => ratioWords(own, op))]]
      }),
      counts: figures.filter(({ op }) => op !== 'sum').flatMap(countWords),
    }
  })
}

/** What has nothing to be held against, in one line; nothing where all have. */
export function withoutTwinWords({
  withoutTwin,
}: Pick<Analysis, 'withoutTwin'>): string | undefined {
  return withoutTwin.length === 0
    ? undefined
    : `Without a counterpart to compare with: ${listWords(withoutTwin)}.`
}

interface Pair {
  before: string
  after: string
  figures: Across[]
}

function pairsOf({ across, rows }: Analysis): Pair[] {
  const tierOf = (id: string) => rows.find((row) => row.id === id)?.tier ?? id
  const pairs = new Map<string, Pair>()
  for (const figure of across) {
    const before = tierOf(figure.before)
    const after = tierOf(figure.after)
    const key = JSON.stringify([before, after])
    const pair = pairs.get(key) ?? { before, after, figures: [] }
    pair.figures.push(figure)
    pairs.set(key, pair)
  }
  return [...pairs.values()]
}

function ratioWords(figures: readonly Across[], op: FigureOp): string {
  const figure = figures.find((one) => one.op === op)
  if (figure === undefined) return ''
  const { judged } = figure
  return marked(formatInterval(judged.interval), { ...judged, work: 'differs' })
}

function countWords({ cell, changed, instructions, op, shape }: Across): string[] {
  const each = [
    ...changed.map(({ after, before, counter }) => `${counter} ${before} to ${after}`),
    ...(instructions?.changed
      ? [`instructions a page: ${changeOfInstructions(instructions.before, instructions.after)}`]
      : []),
  ]
  if (each.length === 0) return []
  return [`${cell}, ${shape}, ${OP_WORDS[op]}: ${listWords(each)}`]
}
