/**
 * The answer on a terminal: a table, three answers, what changes them, and where the rest is; the
 * answers last, since that is what stays on the screen.
 */

import {
  alikeAnswers,
  figureWords,
  rowWords,
  type Screen,
  type ScreenAnswer,
  type ScreenFigure,
  type ScreenTable,
  tightFigure,
} from '../answer/index.js'
import { type Look, listWords, type Paint, printable, wrap } from '../text/index.js'

/** Columns that a screen never takes more of, however wide the terminal is. */
const WIDEST = 100
/** Narrower terminals have labels above their texts. */
const NARROW = 80
const MOST_CAUTIONS = 4
/** Blanks between columns; one where that keeps a table in one piece. */
const GAPS = [2, 1] as const

/** Where the rest is: `More` and a path, `Again` and a command. */
export type Ending = ReadonlyArray<readonly [name: string, what: string]>

/** All lines, none wider than the look allows but for paths and commands, which are not cut. */
export function screenLines(screen: Screen, look: Look, ending: Ending = []): string[] {
  const width = Math.min(look.width, WIDEST)
  const within = { ...look, width }
  const { changed, changes, differs, mind, table, without } = screen
  const say = (text: string, indent = '  ') => wrap(printable(text), width, indent)
  const section = (lines: readonly string[]) => (lines.length === 0 ? [] : [...lines, ''])
  const shown = mind.slice(0, MOST_CAUTIONS)
  const rest = mind.length - shown.length
  return [
    ...section(
      differs.flatMap((line) =>
        line.startsWith('  ')
          ? wrap(printable(line), width - 2, '  ').map((one) => `  ${one}`)
          : say(line).map(look.bold),
      ),
    ),
    ...section(table === undefined ? [] : tableLines(table, within)),
    ...byText(screen).flatMap((answers) => answerLines(answers, within)),
    ...(changes.length === 0
      ? []
      : say(
          `Changes it: ${changed === undefined ? '' : `${changed}; `}${changes.join('; ')}`,
          ' '.repeat(width < NARROW ? 2 : 'Changes it: '.length),
        )),
    ...say(without).map(look.dim),
    ...shown
      .flatMap((line, at) =>
        say(
          `! ${line}${rest > 0 && at === shown.length - 1 ? `; ${rest} more in summary.txt` : ''}`,
        ),
      )
      .map(look.warn),
    ...endingLines(ending, within),
  ]
}

/**
 * The three answers, a line each, for scripts and whoever quotes; where none of what they ask was timed,
 * what was.
 */
export function quietLines(screen: Screen): string[] {
  const { table } = screen
  const all = byText(screen)
  const answers = all.map((alike) =>
    [...alike.map(({ question }) => question), alike[0].text].join(' '),
  )
  const figures = all.length > 1 || table === undefined ? [] : figureLines(table)
  return [...answers, ...figures].map(printable)
}

function figureLines({ basis, columns, heading, rows }: ScreenTable): string[] {
  return rows.map((row) => {
    const figures = columns.flatMap(({ label }, at) => {
      const words = figureWords(row.figures[at])
      return words === '' ? [] : [`${label} ${words}`]
    })
    return `${rowWords(row)}: ${figures.join(', ')} (${heading}, ${basis})`
  })
}

function byText({ answers }: Screen): Numbered[][] {
  return alikeAnswers(answers.map((answer, at) => ({ ...answer, number: at + 1 })))
}

type Numbered = ScreenAnswer & { number: number }

function answerLines([first, ...others]: readonly Numbered[], { bold, width }: Look): string[] {
  const { number, question, text } = first
  const numbers = [first, ...others].map((one) => String(one.number))
  const label = others.length === 0 ? `${number} ${question}` : `Questions ${listWords(numbers)}`
  const room = LABEL_WIDTH
  if (width < NARROW) {
    return [bold(label), ...wrap(printable(text), width - 2).map((line) => `  ${line}`)]
  }
  return wrap(printable(text), width - room).map(
    (line, nth) => `${nth === 0 ? bold(label.padEnd(room)) : ' '.repeat(room)}${line}`,
  )
}

/** The longest question, its number and a gap. */
const LABEL_WIDTH = '3 Left on the table?  '.length

/** The table in one piece, or, where it is too wide, so many columns at a time. */
function tableLines(table: ScreenTable, look: Look): string[] {
  const labels = table.rows.map((row) => ` ${rowWords(row)}`)
  const first = Math.max(...labels.map(({ length }) => length))
  const columns = table.columns.map(({ label }, at) => {
    const figures = table.rows.map(({ figures }) => figures[at])
    return {
      label,
      figures,
      width: Math.max(label.length, ...figures.map((one) => tightFigure(one).length)),
    }
  })
  const widthWith = (gap: number) => columns.reduce((sum, { width }) => sum + gap + width, first)
  const gap = GAPS.find((one) => widthWith(one) <= look.width) ?? GAPS[0]
  const blocks: Array<typeof columns> = []
  let left = 0
  for (const column of columns) {
    const block = blocks.at(-1)
    if (block !== undefined && left >= column.width + gap) {
      block.push(column)
      left -= column.width + gap
    } else {
      blocks.push([column])
      left = look.width - first - gap - column.width
    }
  }
  return [
    ...headingLines(table, look),
    ...blocks.flatMap((block) => [
      look.dim(
        ' '.repeat(first) + block.map(({ label, width }) => label.padStart(width + gap)).join(''),
      ),
      ...labels.flatMap((label, at) => {
        const figures = block.map((column) => ({ ...column, figure: column.figures[at] }))
        if (figures.every(({ figure }) => tightFigure(figure) === '')) return []
        const cells = figures.map(({ figure, width }) => {
          const shown = tightFigure(figure)
          return ' '.repeat(width + gap - shown.length) + paintOf(figure, look)(shown)
        })
        return [(label.padEnd(first) + cells.join('')).trimEnd()]
      }),
    ]),
    ...wrap(`(${table.legend})`, look.width - 1, ' ').map((line) => look.dim(` ${line}`)),
  ]
}

function headingLines({ basis, heading }: ScreenTable, { bold, dim, width }: Look): string[] {
  const gap = width - heading.length - basis.length
  return gap >= GAPS[0]
    ? [bold(heading) + ' '.repeat(gap) + dim(basis)]
    : [
        ...wrap(heading, width, '  ').map(bold),
        ...wrap(basis, width - 2).map((line) => dim(`  ${line}`)),
      ]
}

function paintOf(figure: ScreenFigure | undefined, { alarm, bold, dim }: Look): Paint {
  if (figure?.verdict !== 'resolved') return dim
  return figure.side === 'below' ? alarm : bold
}

/** As many beside each other as fit. */
function endingLines(ending: Ending, { dim, width }: Look): string[] {
  const lines: string[] = []
  for (const [name, what] of ending) {
    const item = `${name}  ${printable(what)}`
    const last = lines.at(-1)
    if (last !== undefined && last.length + 3 + item.length <= width)
      lines.push(`${lines.pop()}   ${item}`)
    else lines.push(item)
  }
  return lines.map(dim)
}
