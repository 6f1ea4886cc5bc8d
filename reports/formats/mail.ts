/**
 * The report for a mailing list: plain ASCII in 72 columns, what a cover letter wants. Commands are
 * broken at words with a backslash, so that they can still be pasted; a word longer than a line
 * stays whole in them.
 */
import type { Analysis } from '../../results/analysis/types.js'
import {
  answers,
  cellGroups,
  machineFacts,
  methodWords,
  moreTimeWords,
  printable,
  runCommand,
  timedShapes,
  warningWords,
  wrap,
} from '../words/index.js'
import { acrossLines } from './across-lines.js'
import { shortGroupLines } from './group-lines.js'
import { CLOSING, footer, legend } from './legend.js'
import { lookOf } from './look.js'

const WIDTH = 72
const RULE = '-'.repeat(WIDTH)

/** The text of mail.txt, with a newline at its end. */
export function mail(analysis: Analysis): string {
  const look = lookOf({ colour: false, width: WIDTH })
  const say = (text: string, indent = '') => wrap(ascii(text), WIDTH, indent)
  const item = (text: string) => say(`- ${text}`, '  ')
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', ...say(title), RULE, ...lines]
  const cautions = [
    ...analysis.warnings.map((warning) => `${warningWords(analysis, warning)}. ${warning.remedy}`),
    ...analysis.rows.flatMap(({ id, failure }) =>
      failure === undefined
        ? []
        : [`${id} ${failure.kind} in ${failure.cell} (${failure.stage}): ${failure.message}`],
    ),
  ]
  const lines = [
    ...say('What IOMMU map and unmap calls cost, by call shape'),
    RULE,
    ...answers(analysis).flatMap(({ question, text }, at) => [
      ...(at === 0 ? [] : ['']),
      ...say(question),
      ...wrap(ascii(text), WIDTH - 2).map((line) => `  ${line}`),
    ]),
    ...cellGroups(analysis)
      .filter((group) => timedShapes(group).length > 0)
      .flatMap((group) => part(group.heading, shortGroupLines(analysis, group, look).map(ascii))),
    ...acrossLines(analysis, WIDTH).flatMap(({ lines, title }) => part(title, lines.map(ascii))),
    '',
    ...say(legend(analysis)),
    ...part('How to measure it again', command(ascii(runCommand(analysis)))),
    ...part(
      'Machine',
      machineFacts(analysis).flatMap(([name, value]) => say(`${name}: ${value}`, '  ')),
    ),
    ...part('Method in short', methodWords(analysis).flatMap(item)),
    ...part('Mind', cautions.flatMap(item)),
    ...part('What the figures do not say', say(CLOSING)),
    '',
    ...say(moreTimeWords(analysis) ?? ''),
    ...say(footer(analysis)),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

/** Text in ASCII: typographic signs by their plain ones, and whatever else by its code point. */
function ascii(text: string): string {
  return printable(text)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\x20-\x7e]/gu, (sign) => PLAIN[sign] ?? codePoint(sign))
}

const PLAIN: Record<string, string> = {
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u03bc': 'u',
  '\u00d7': 'x',
  '\u00b7': '-',
}

function codePoint(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
}

/** A command in lines that a shell reads as one. */
function command(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? `  ${word}` : `${line} ${word}`
    if (line !== '' && longer.length > WIDTH - 2) {
      lines.push(`${line} \\`)
      line = `    ${word}`
    } else line = longer
  }
  return [...lines, line]
}
