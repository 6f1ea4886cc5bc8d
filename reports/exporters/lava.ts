/** A run's figures as test cases of LAVA, which keeps a number and its unit with each. */
import { opCalls } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, FigureOp, RowAnalysis } from '../../results/analysis/index.js'
import { type LavaCase, lava as lines } from '../ci/index.js'

/** A case for each figure of each row; a row that failed is one that fails, with none. */
export function lava({ cells, rows }: Analysis): string {
  const engines = rows.filter(({ role }) => role !== 'limit')
  return lines([
    ...cells.flatMap((cell) => engines.flatMap((row) => casesOf(cell, row))),
    ...engines
      .filter(({ failure }) => failure !== undefined)
      .map(({ id }): LavaCase => ({ name: id, result: 'fail' })),
  ])
}

function casesOf(cell: CellAnalysis, row: RowAnalysis): LavaCase[] {
  const untimed: LavaCase[] =
    cell.untimed[row.engine] === undefined ? [] : [{ name: `${cell.id}.${row.id}`, result: 'skip' }]
  return [...untimed, ...cell.ops.flatMap((op) => figuresOf(cell, row, op))]
}

function figuresOf(cell: CellAnalysis, { id }: RowAnalysis, op: FigureOp): LavaCase[] {
  const figure = cell.figures[id]?.[op]
  if (figure === undefined) return []
  const calls = figure.counts === undefined ? undefined : opCalls(figure.counts)
  const measured = [
    { what: 'time', value: figure.nsPerPage, units: 'ns/page' },
    { what: 'speed-up', value: figure.estimate, units: 'x' },
    { what: 'instructions', value: figure.instructions?.perPage, units: 'instructions/page' },
    {
      what: 'op-calls',
      value: calls && calls / (cell.operations[op] ?? 1),
      units: 'calls/operation',
    },
  ] as const
  return measured.flatMap(({ units, value, what }): LavaCase[] =>
    value === undefined
      ? []
      : [{ name: `${cell.id}.${id}.${op}.${what}`, result: 'pass', measurement: { value, units } }],
  )
}
