/**
 * The report as a mail that one would send: the three questions as they were asked, and answered
 * beneath, in plain ASCII. Commands are broken at words with a backslash, so that they can still be
 * pasted; a word longer than a line stays whole in them.
 */

import type { Analysis } from '../../results/analysis/index.js'
import {
  alikeAnswers,
  BUNDLED_TRACES,
  type Example,
  exampleOf,
  machineLine,
  type Question,
  type Screen,
  screenOf,
  shapesWords,
  subjectOf,
  whoseWords,
} from '../answer/index.js'
import { narrowTable } from '../layout/narrow-table.js'
import { runCommand } from '../phrases/index.js'
import { ascii, present, textTable, wrap } from '../text/index.js'

const WIDTH = 72
/** Lines that a mail has at most. */
const LONGEST = 60

/** Robin Murphy's words of 1 April 2021, and what the answer is to, where that is no question. */
const ASKED: Record<Question, { quote: string; lead?: string }> = {
  'How much?': { quote: 'Do you have any real-world performance figures?' },
  'Half enough?': {
    quote: "[...] it's worth doing more than just half the job ;)",
    lead: 'Is half enough? ',
  },
  'Left on the table?': {
    quote:
      '[...] whether it appears to leave anything on the table vs. punting the entire operation down into the drivers',
  },
}

/** What was asked for are figures of the real world, which buffers are not. */
const NOT_REAL = 'No trace was timed. '

/** What a mail has, where not all of it fits. */
interface Room {
  /** Lines of what differs between two trees. */
  differs: number
  /** Rows of the table. */
  rows: number
  example: 'moved' | 'timed' | 'counted' | 'none'
  shapes: boolean
  changes: boolean
  mind: number
}

const ALL: Room = { differs: 4, rows: 9, example: 'moved', shapes: true, changes: true, mind: 3 }

/** What goes first where lines are short. */
const LESS: ReadonlyArray<Partial<Room>> = [
  { mind: 2 },
  { changes: false },
  { shapes: false },
  { differs: 2, rows: 8 },
  { example: 'timed', mind: 1 },
  { example: 'counted' },
  { differs: 1, rows: 6 },
  { example: 'none', rows: 4 },
]

/** The text of mail.txt, with a newline at its end. */
export function mail(analysis: Analysis): string {
  const screen = screenOf(analysis)
  const example = exampleOf(analysis)
  let room = ALL
  let lines = linesOf(analysis, screen, example, room)
  for (const less of LESS) {
    if (lines.length <= LONGEST) break
    room = { ...room, ...less }
    lines = linesOf(analysis, screen, example, room)
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function linesOf(
  analysis: Analysis,
  screen: Screen,
  example: Example | undefined,
  room: Room,
): string[] {
  const { answers, changed, changes, differs, mind, without } = screen
  const shown = differs.slice(0, room.differs)
  const hasTrace = analysis.cells.some(({ workload }) => workload === 'trace')
  return [
    ...wrap(ascii(`Subject: ${subjectOf(analysis)}`), WIDTH, ' '),
    '',
    ...shown.flatMap((line) => say(line.trimStart(), '  ')),
    ...(shown.length === 0 ? [] : ['']),
    'On Thu, 1 Apr 2021, Robin Murphy wrote:',
    ...alikeAnswers(answers).flatMap((alike) => {
      const [{ open, question, text }, ...others] = alike
      const { lead = '' } = others.length === 0 ? ASKED[question] : {}
      const real = question === 'How much?' && !open && !hasTrace ? NOT_REAL : ''
      const quoted = alike.flatMap((one) => wrap(ASKED[one.question].quote, WIDTH - 2))
      return [...quoted.map((line) => `> ${line}`), '', ...say(`${real}${lead}${text}`), '']
    }),
    ...tableLines(screen, room),
    ...(example === undefined || room.example === 'none' ? [] : exampleLines(example, room)),
    ...(room.changes && changes.length > 0
      ? [...say(`Changes it: ${present([changed, ...changes]).join('; ')}.`), '']
      : []),
    ...say(machineLine(analysis)),
    ...command(ascii(runCommand(analysis))),
    '',
    ...say(hasTrace ? `${without} ${BUNDLED_TRACES}` : without),
    ...say(whoseWords(analysis) ?? ''),
    ...(mind.length === 0 ? [] : say(`Mind: ${mind.slice(0, room.mind).join('; ')}.`)),
  ]
}

function tableLines({ table }: Screen, { rows, shapes }: Room): string[] {
  if (table === undefined) return []
  return [
    ...say(`${table.heading}; ${table.basis}`),
    ...narrowTable(table, WIDTH, rows).flatMap((line) =>
      line.length > WIDTH ? wrap(line.trim(), WIDTH) : line,
    ),
    ...(shapes ? say(`${shapesWords(table)}.`) : []),
    '',
  ]
}

function exampleLines(example: Example, { example: extent }: Room): string[] {
  const isTimed = extent !== 'counted' && example.rounds !== undefined
  const moved = extent === 'moved' ? example.moved : undefined
  const columns = isTimed ? example.columns : example.columns.slice(0, 3)
  const line = (first: string, others: readonly string[]) => [
    { text: first },
    ...columns.map((_, at) => ({ text: ascii(others[at] ?? ''), isRight: true })),
  ]
  const rows = example.rows.map(([shape, ...texts]) => line(` ${ascii(shape)}`, texts))
  return [
    ...say(`${example.heading}:`),
    ...textTable([line('', columns), ...rows]),
    ...say(`(${example.legend})`),
    ...(isTimed ? say(present([example.rounds, moved]).join(' ')) : []),
    '',
  ]
}

function say(text: string, indent = ''): string[] {
  return wrap(ascii(text), WIDTH, indent)
}

/** A command in lines that a shell reads as one. */
function command(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && longer.length > WIDTH - 2) {
      lines.push(`${line} \\`)
      line = `  ${word}`
    } else line = longer
  }
  return [...lines, line]
}
