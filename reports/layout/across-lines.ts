/** One call shape on two tiers, as lines: what a kernel tree, or a patch, changes; and our own tier's check. */

import { groupBy } from '../../engines/contract/index.js'
import type { Across, Analysis, FigureOp } from '../../results/analysis/index.js'
import {
  changeOfInstructions,
  FIGURE_OPS,
  formatInterval,
  marked,
  OP_WORDS,
  tierWords,
} from '../phrases/index.js'
import { listWords, wrap } from '../text/index.js'
import { underFirst } from './grid-lines.js'

/** What stands below each table. */
const LEGEND =
  'Above 1 is slower; ~ not resolved: whatever difference there is, this run cannot see it.'

/** A block for every pair of tiers. */
export function acrossLines(
  analysis: Analysis,
  width: number,
): Array<{ title: string; lines: string[] }> {
  const { across, rows, withoutTwin } = analysis
  const lone =
    withoutTwin.length === 0
      ? []
      : wrap(`Without a counterpart to compare with: ${listWords(withoutTwin)}.`, width)
  const tierOf = (id: string) => rows.find((row) => row.id === id)?.tier ?? id
  const pairs = groupBy(across, ({ after, before }) =>
    JSON.stringify([tierOf(before), tierOf(after)]),
  )
  if (pairs.size === 0 && lone.length > 0) {
    return [{ title: 'Tiers against each other', lines: lone }]
  }
  return [...pairs.values()].map((figures) => {
    const [{ after, before }] = figures
    const counts = figures.filter(({ op }) => op !== 'sum').flatMap(countWords)
    return {
      title: `Time of ${tierWords(tierOf(after))} over that of ${tierWords(tierOf(before))}, the same call shape`,
      lines: [
        ...tableLines(analysis, figures),
        ...wrap(LEGEND, width),
        ...(counts.length === 0
          ? ['Counts are the same.']
          : [
              'What differs of counts, of one cycle, and of instructions:',
              ...counts.flatMap((line) => wrap(`- ${line}`, width, '  ')),
            ]),
        ...lone,
      ],
    }
  })
}

/** Cells and shapes by direction. */
function tableLines({ cells }: Analysis, figures: readonly Across[]): string[] {
  const ops = FIGURE_OPS.filter((op) => figures.some((figure) => figure.op === op))
  const shapes = [...new Set(figures.map(({ shape }) => shape))]
  return underFirst({
    columns: ['cell', 'call shape', ...ops.map((op) => OP_WORDS[op])],
    rows: cells.flatMap(({ id }) =>
      shapes.flatMap((shape) => {
        const own = figures.filter((one) => one.cell === id && one.shape === shape)
        return own.length === 0 ? [] : [[id, shape, ...ops.map((op) => ratioWords(own, op))]]
      }),
    ),
  })
}

function ratioWords(figures: readonly Across[], op: FigureOp): string {
  const figure = figures.find((one) => one.op === op)
  if (figure === undefined) return ''
  const { judged } = figure
  return marked(formatInterval(judged.interval), { ...judged, work: 'differs' })
}

/** What counts and instructions changed, a line a cell, shape and direction. */
function countWords({ cell, changed, instructions, op, shape }: Across): string[] {
  const each = changed.map(({ after, before, counter }) => `${counter} ${before} to ${after}`)
  if (instructions?.changed) {
    const { after, before } = instructions
    each.push(`instructions a page: ${changeOfInstructions(before, after)}`)
  }
  return each.length === 0 ? [] : [`${cell}, ${shape}, ${OP_WORDS[op]}: ${listWords(each)}`]
}
