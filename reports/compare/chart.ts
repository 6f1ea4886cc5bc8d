/** Every figure of a comparison in the lanes of the page: call shapes, cell by cell, a chart for each direction. */
import type { ComparedFigure, RunComparison } from '../../results/analysis/compare/index.js'
import { traceEnd } from '../answer/index.js'
import { SERIES } from '../charts/index.js'
import type { LaneChart } from '../html/index.js'
import { FIGURE_OPS, OP_WORDS } from '../phrases/index.js'
import { capital, printable } from '../text/index.js'
import { BASIS_WORDS, bare } from './words.js'

/** How to read the charts. */
export function changeCaption({ basis }: RunComparison): string {
  return (
    `${capital(BASIS_WORDS[basis])}, on a logarithmic axis: right of 1 is slower. Lines are intervals; ` +
    'hollow marks are not resolved.'
  )
}

/** The charts of one newer run, by direction; none where there is no figure to draw. */
export function changeCharts(run: RunComparison): Array<LaneChart & { title: string }> {
  const figures = judged(run)
  return FIGURE_OPS.flatMap((op) => {
    const own = figures.filter((figure) => figure.op === op)
    if (own.length === 0) return []
    const rows = new Map(own.map((figure) => [figure.row, figure]))
    const cells = [...new Set(own.map(({ cell }) => cell))]
    return [
      {
        title: capital(OP_WORDS[op]),
        kind: 'ratio',
        name: `Changes of ${OP_WORDS[op]} by call shape and cell. The table below holds the figures.`,
        lanes: [...rows.values()].map((figure) => ({
          label: rowName(figure, figures),
          colour: SERIES[figure.keys.shape]?.colour ?? 'black',
        })),
        panels: cells.map((cell) => ({
          label: labelOf(cell, cells),
          marks: [...rows.keys()].map((row) => {
            const figure = own.find((one) => one.cell === cell && one.row === row)
            return figure && markOf(run, figure)
          }),
        })),
      },
    ]
  })
}

/** A trace by the end of its name, where that is of one alone: what begins it is cut off at the lane's width. */
function labelOf(cell: string, all: readonly string[]): string {
  const isAlone = all.filter((other) => traceEnd(other) === traceEnd(cell)).length === 1
  return printable(cell.startsWith('trace:') && isAlone ? traceEnd(cell) : cell)
}

function judged({ basis, figures }: RunComparison): ComparedFigure[] {
  return figures.filter(({ changes }) => changes[basis] !== undefined)
}

/** A row's name; without its tier where all are of one. */
function rowName({ keys, row }: ComparedFigure, all: readonly ComparedFigure[]): string {
  const isOne = all.every((other) => other.keys.tier === keys.tier)
  return printable(isOne ? row.replace(`${keys.tier}/`, '') : row)
}

function markOf({ basis }: RunComparison, { changes, verdict }: ComparedFigure) {
  const change = changes[basis]
  if (change === undefined) return undefined
  const { estimate, interval } = change
  const isResolved = verdict === 'slower' || verdict === 'faster'
  return {
    value: estimate,
    text: bare(estimate),
    ...(interval && { low: interval.low, high: interval.high }),
    ...(!isResolved && {
      open: verdict === 'not-measurable' ? verdict : ('not-resolved' as const),
    }),
  }
}
