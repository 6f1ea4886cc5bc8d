/** The tables of several machines: the speed-ups of each, side by side, and what they are. */
import type { CellAnalysis } from '../../results/analysis/index.js'
import { figureWords, headingOf, rowWords, type ScreenFigure } from '../answer/index.js'
import { type HeadedGrid, machineFacts } from '../phrases/index.js'
import { printable } from '../text/index.js'
import type { Machines } from './machine.js'

/** Every call shape of the machines' own tables, a line a machine; a mean below them where asked for. */
export function speedupGrid({ machines, mean }: Machines): HeadedGrid {
  const tables = machines.flatMap(({ name, screen: { table } }) => (table ? [{ name, table }] : []))
  const cells = new Map(
    machines.flatMap(({ analysis }) => analysis.cells.map((cell) => [cell.id, cell] as const)),
  )
  const columns = new Map(
    tables
      .flatMap(({ table }) => table.columns.map(({ cell, label }) => [cell, label] as const))
      .toSorted(([one], [other]) => placeOf(cells.get(one)) - placeOf(cells.get(other))),
  )
  const shapes = [...new Set(tables.flatMap(({ table }) => table.rows.map(rowWords)))]
  const rows = shapes.flatMap((shape) => {
    const lines = tables.flatMap(({ name, table }) => {
      const row = table.rows.find((one) => rowWords(one) === shape)
      if (row === undefined) return []
      const figures = [...columns.keys()].map(
        (cell) => row.figures[table.columns.findIndex((column) => column.cell === cell)],
      )
      return [{ name, figures }]
    })
    return [
      ...lines.map(({ figures, name }) => [shape, name, ...figures.map(figureWords)]),
      ...(mean && isAlike({ machines }) && lines.length > 1
        ? [[shape, MEAN, ...meansOf(lines)]]
        : []),
    ]
  })
  return {
    heading: headingOf(
      !isAlike({ machines }) ||
        tables.some(({ table }) => table.rows.some(({ by }) => by !== undefined)),
    ),
    columns: ['call shape', 'machine', ...columns.values()],
    rows,
    names: 2,
  }
}

/** Buffers by size, then what is in pieces, then traces: as each machine's own table has them. */
function placeOf(cell: CellAnalysis | undefined): number {
  if (cell?.bufferBytes === undefined) return 2 * Number.MAX_SAFE_INTEGER
  return cell.segments === undefined ? cell.bufferBytes : Number.MAX_SAFE_INTEGER
}

/** Whether the machines' tables are of the same code: a mean of one's C and another's kernel is of nothing. */
function isAlike({ machines }: Pick<Machines, 'machines'>): boolean {
  return new Set(machines.map(({ screen }) => screen.table?.basis)).size === 1
}

/** What the mean's line is called. */
const MEAN = 'geometric mean'

/** Where every machine that has the shape has a figure; they are few and not chosen by chance: it has no interval. */
function meansOf(
  lines: ReadonlyArray<{ figures: ReadonlyArray<ScreenFigure | undefined> }>,
): string[] {
  const columns = lines[0]?.figures.length ?? 0
  return Array.from({ length: columns }, (_, at) => {
    const estimates = lines.flatMap(({ figures }) => figures[at]?.interval?.estimate ?? [])
    if (estimates.length < lines.length) return ''
    return Math.exp(
      estimates.reduce((sum, one) => sum + Math.log(one), 0) / estimates.length,
    ).toPrecision(3)
  })
}

/** What a machine was up to is no property of it. */
const PASSING: readonly string[] = ['before', 'after']

/** What the machines are, a column each: facts that all share are left out. */
export function factsGrid({ machines }: Machines): HeadedGrid {
  const facts = machines.map(({ analysis, screen }) => [
    ['the table rests on', screen.table?.basis ?? 'no speed-up'] as const,
    ...machineFacts(analysis).filter(([name]) => !PASSING.includes(name)),
    ['suite', analysis.options.suite] as const,
    ['made', analysis.run.startedAt.slice(0, 10)] as const,
  ])
  const names = [...new Set(facts.flat().map(([name]) => name))]
  const rows = names.map((name) => [
    name,
    ...facts.map((own) => printable(own.find(([other]) => other === name)?.[1] ?? '')),
  ])
  return {
    heading: 'In what the machines differ',
    columns: ['', ...machines.map(({ name }) => name)],
    rows: rows.filter(([, first, ...others]) => others.some((text) => text !== first)),
    names: 1,
  }
}

/** What no table says of itself. */
export function machinesLegend({ machines, mean }: Machines): string {
  const words = !mean
    ? 'There is no mean over machines: they are not a sample of anything. --mean adds one.'
    : isAlike({ machines })
      ? 'The mean is of the machines that stand here, and of no others.'
      : 'There is no mean over machines: their tables rest on different code.'
  // Each table says what its own marks mean.
  const marks = machines.flatMap(({ screen }) => screen.table?.legend.split('; ') ?? [])
  const legend = marks.length === 0 ? '' : `${[...new Set(marks)].join('; ')}. `
  return `${legend}Every ratio was taken within one machine; times of different machines are not compared. ${words}`
}
