/** The report for a terminal: the answer first, then every figure, and what they do not say. */
import type { Analysis, CellAnalysis, FigureOp } from '../../results/analysis/types.js'
import {
  answers,
  type CellGroup,
  cellGroups,
  estimateWords,
  figureOf,
  formatEffect,
  formatNs,
  formatPercent,
  formatSeconds,
  leftOnTableWords,
  MARK_WORDS,
  MARKS,
  OP_WORDS,
  plural,
  printable,
  rowLabel,
  runCommand,
  tierWords,
  wrap,
} from '../words/index.js'
import { paint } from './paint.js'
import { type TextCell, tableWidth, textTable } from './text-table.js'

/** What the terminal can show. */
export interface TerminalOptions {
  colour: boolean
  /** Columns that no line exceeds. */
  width: number
}

/** Writes the report as lines of text, without a newline at the end. */
export function terminalReport(analysis: Analysis, { colour, width }: TerminalOptions): string {
  const bold = paint('bold', colour)
  const dim = paint('dim', colour)
  const warn = paint('yellow', colour)
  const alarm = paint('red', colour)
  const say = (text: string, indent = '') => wrap(printable(text), width, indent)
  const indented = (text: string) => wrap(printable(text), width - 2).map((line) => `  ${line}`)
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', ...say(title).map(bold), ...lines]

  const lines = [
    ...answers(analysis).flatMap(({ question, text }) => {
      const [first = '', ...others] = say(`${question} ${text}`, '  ')
      const head = first.startsWith(question)
        ? bold(question) + first.slice(question.length)
        : first
      return [head, ...others]
    }),
    ...cellGroups(analysis).flatMap((group) => section(group.heading, groupLines(group))),
    '',
    ...say(legend(analysis)).map(dim),
    ...section(
      'Warnings',
      analysis.warnings.flatMap(({ message, remedy }) => [
        ...say(`- ${message}`, '  ').map(warn),
        ...indented(remedy),
      ]),
    ),
    ...section(
      'Rows that failed',
      analysis.rows.flatMap(({ id, failure }) =>
        failure === undefined
          ? []
          : [
              ...say(`- ${id}: ${failure.kind} in ${failure.cell} (${failure.stage})`, '  '),
              ...indented(failure.message),
            ],
      ),
    ),
    ...section('What the figures do not say', say(CLOSING)),
    '',
    ...say(footer(analysis)).map(dim),
    ...say(`Again: ${runCommand(analysis)}`, '  ').map(dim),
  ]
  return lines.map((line) => line.trimEnd()).join('\n')

  function groupLines(group: CellGroup): string[] {
    const wide = [
      ['', ...group.ops.map((op) => OP_WORDS[op])].map((text) => ({ text, paint: dim })),
      ...group.cells.flatMap((cell) => [cell, ...cellRows(group, cell)]),
    ]
    return [...layOut(wide, group), ...leftLines(group)]
  }

  /** A table as wide as the terminal allows: as it is, or a figure a line. */
  function layOut(rows: ReadonlyArray<CellAnalysis | TextCell[]>, group: CellGroup): string[] {
    const tables = rows.filter((row) => Array.isArray(row))
    const fits = tableWidth(tables) <= width
    const drawn = fits ? textTable(tables) : []
    let at = 0
    return rows.flatMap((row) => {
      if (!Array.isArray(row)) return say(row.title).map(bold)
      const line = drawn[at++]
      if (line !== undefined) return [line]
      return at === 1 ? [] : stacked(row, group.ops)
    })
  }

  function cellRows(group: CellGroup, cell: CellAnalysis): TextCell[][] {
    const line = (name: string, cellOf: (op: FigureOp) => TextCell): TextCell[] => [
      { text: `  ${printable(name)}` },
      ...group.ops.map(cellOf),
    ]
    const { baseline } = group
    const time = (op: FigureOp) => {
      const ns = baseline && figureOf(cell, baseline.id, op)?.nsPerOperation
      return { text: ns === undefined ? MARKS.missing : formatNs(ns) }
    }
    const floor = (op: FigureOp) => {
      const band = cell.nullBand[op]
      return { text: band === undefined ? MARKS.missing : formatEffect(band), paint: dim }
    }
    return [
      line(baseline?.shape ?? 'baseline', time),
      line('noise floor', floor),
      ...group.shapes.map((row) =>
        line(rowLabel(row, analysis.rows), (op) => figureCell(cell, row.id, op)),
      ),
    ]
  }

  /** For terminals too narrow for the table: every figure under its name. */
  function stacked([name, ...figures]: readonly TextCell[], ops: readonly FigureOp[]): string[] {
    return [
      ...wrap(name?.text.trim() ?? '', width - 2).map((line) => `  ${line}`),
      ...figures.flatMap(({ text }, at) =>
        wrap(`${OP_WORDS[ops[at] ?? 'sum']}: ${text}`, width - 4, '  ').map(
          (line) => `    ${line}`,
        ),
      ),
    ]
  }

  function figureCell(cell: CellAnalysis, row: string, op: FigureOp): TextCell {
    const figure = figureOf(cell, row, op)
    if (figure === undefined || figure.verdict === 'missing')
      return { text: MARKS.missing, paint: dim }
    if (figure.verdict === 'same-work')
      return { text: `${MARKS['same-work']} same work`, paint: dim }
    const text = estimateWords(figure)?.replace(' x', '')
    if (text === undefined) return { text: MARKS.missing, paint: dim }
    if (figure.verdict === 'not-resolved')
      return { text: `${MARKS['not-resolved']}${text}`, paint: dim }
    return { text, paint: (figure.estimate ?? figure.speedup?.estimate ?? 1) < 1 ? alarm : bold }
  }

  /** Time over punt-range's, on the direction that "half the job" is judged on. */
  function leftLines(group: CellGroup): string[] {
    const op = group.ops.includes('sum') ? 'sum' : group.ops[0]
    if (op === undefined) return []
    const rows = group.shapes.filter((row) =>
      group.cells.some((cell) => figureOf(cell, row.id, op)?.leftOnTable !== undefined),
    )
    if (rows.length === 0) return []
    const head = ['', ...rows.map((row) => printable(rowLabel(row, analysis.rows)))]
    const table = [
      head.map((text) => ({ text, paint: dim })),
      ...group.cells.map((cell) => [
        { text: `  ${printable(group.labels.get(cell.id) ?? cell.id)}` },
        ...rows.map((row) => ({
          text: leftOnTableWords(figureOf(cell, row.id, op))
            .replace(' x', '')
            .replace('~ ', '~'),
        })),
      ]),
    ]
    const flat = table
      .slice(1)
      .flatMap(([cell, ...figures]) =>
        wrap(
          `${cell?.text.trim()}: ${figures.map(({ text }, at) => `${head[at + 1]} ${text}`).join('; ')}`,
          width - 2,
          '  ',
        ).map((line) => `  ${line}`),
      )
    return [
      ...say(`Left on the table, ${OP_WORDS[op]} (time over punt-range's)`).map(bold),
      ...(tableWidth(table) <= width ? textTable(table) : flat),
    ]
  }
}

function legend({ family }: Analysis): string {
  return (
    'Figures are speed-ups over per-page, time(per-page) / time(call shape), with intervals that ' +
    `hold together at ${formatPercent(family.level)} for ${plural(family.comparisons, 'comparison')}. ` +
    `per-page's own line is its median time for one operation, and the noise floor the most that ` +
    `rows of the same work differed by. ${MARK_WORDS}. Left on the table is time over punt-range's: below 1, ` +
    'punting is the slower way.'
  )
}

/** The sober end of every text report. */
export const CLOSING =
  'The times are those of map and unmap calls on page tables in memory. IOVA allocation, the ' +
  'IOMMU itself and its invalidations, locks against other CPUs and the rest of a driver are not in ' +
  'them, and dilute every ratio in a running system. Ratios belong to this machine, tier and code; ' +
  'counts carry over, times do not. "Not resolved" is not "no difference".'

function footer(analysis: Analysis): string {
  const { run, machine, tool } = analysis
  const tiers = [...new Set(analysis.rows.map(({ tier }) => tierWords(tier)))].join('; ')
  return (
    `${run.startedAt}, ${formatSeconds(run.seconds)}, ${plural(run.rounds, 'round')} in ` +
    `${plural(run.generations, 'generation')} of fresh processes${run.state === 'complete' ? '' : ` (${run.state})`}; ` +
    `${machine.cpu}, ${machine.kernel}, Node ${machine.node}; ${tiers}; unmap-bench ${tool.version}`
  )
}
