/** A comparison for a terminal: what differs first, then what changed, then every figure. */

import type { RunComparison } from '../../results/analysis/compare/index.js'
import type { Printing } from '../exporters/index.js'
import { gridLines } from '../layout/grid-lines.js'
import { CLOSING, type HeadedGrid } from '../phrases/index.js'
import { lookOf, printable, wrap } from '../text/index.js'
import { type Gated, gateLines } from './gate-words.js'
import { compareGrids, runGrids } from './grid.js'
import { inShort, toMind } from './in-short.js'
import { compareLegend, differenceWords, isLaidOut, lossLines, runSentences } from './words.js'

/** Columns of the names before the three lines. */
const LABELS = 8

/** Writes a comparison as lines of text. */
export function compareTerminal({ comparison, gates }: Gated, printing: Printing): string {
  const { verbose = false } = printing
  const look = lookOf(printing)
  const say = (text: string, indent = '') => wrap(printable(text), look.width, indent)
  const items = (texts: readonly string[]) => texts.flatMap((text) => say(`- ${text}`, '  '))
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', ...say(title).map(look.bold), ...lines]
  const [old] = comparison.runs
  const grids = (all: readonly HeadedGrid[]) =>
    all.flatMap((table) => section(table.heading, gridLines(table, look.width)))

  const answer = (run: RunComparison): string[] => [
    ...say(`${run.name} against ${old.name}`).map(look.bold),
    ...inShort(run).flatMap(({ label, text }) => {
      const [first = '', ...others] = wrap(printable(text), look.width - LABELS)
      return [
        `${look.bold(label.padEnd(LABELS))}${first}`,
        ...others.map((line) => ' '.repeat(LABELS) + line),
      ]
    }),
    ...toMind(run).flatMap((text) => say(`! ${text}`, '  ').map(look.warn)),
  ]

  const runLines = (run: RunComparison): string[] => [
    ...answer(run),
    ...(verbose ? details(run) : []),
    ...grids(runGrids(run, { verbose })),
  ]

  const details = (run: RunComparison): string[] => [
    ...section(
      'In what the runs differ',
      items(run.differences.map(differenceWords)).map(look.warn),
    ),
    '',
    ...Object.values(runSentences(run, comparison.request)).flatMap((text = '') => say(text)),
    ...section('What cannot be compared, came or went', items(lossLines(run))),
  ]

  const lines = [
    ...comparison.against.flatMap((run, at) => [...(at > 0 ? ['', ''] : []), ...runLines(run)]),
    ...(verbose || isLaidOut(comparison) ? grids(compareGrids(comparison)) : []),
    '',
    ...say(compareLegend(comparison, { verbose })).map(look.dim),
    ...(verbose ? section('What the figures do not say', say(CLOSING)) : []),
    ...gates.flatMap((gate) => {
      const [first, ...others] = gateLines(gate)
      const paint = gate.outcome === 'passed' ? look.bold : look.alarm
      return ['', ...say(first).map(paint), ...items(others)]
    }),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
