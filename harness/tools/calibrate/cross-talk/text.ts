/** Cross-talk as the Markdown page that docs/cross-talk.md is. */
import { markdownRow } from '../../../../reports/text/index.js'
import type { Span } from '../../../../results/analysis/stats/index.js'
import type { CrossTalk } from './file.js'
import { TURNS } from './measure.js'
import { type RowApart, scoreCrossTalk, scoreSpeedups, WITHIN } from './score.js'

const PERCENT = `${100 * WITHIN} %`

export function crossTalkText(measured: CrossTalk): string {
  const rows = scoreCrossTalk(measured.processes)
  const equivalent = rows.filter((row) => row.equivalent)
  const others = rows.filter((row) => !row.equivalent)
  const speedups = scoreSpeedups(measured.processes)
  const shifted = speedups.filter((row) => !row.equivalent)
  const cells = [...new Set(rows.map(({ cell }) => cell))]
  const { busyCpus, machine, processes, startedAt, version } = measured
  return [
    '# Rows of one process',
    '',
    'Made by `npm run calibrate`: what rows in C that take turns in one process do to each other. In each',
    `round every row of a cell of quick takes ${TURNS} turns in a row, the first right after the others, the last`,
    'after its own: with the same session, code and stack, within a millisecond. A figure is the last over',
    "the first, alone over among others: the median of a process's rounds, the trimmed mean of processes,",
    `and its 95 % interval. A row is timed as if it were alone where that lies within ${PERCENT}.`,
    '',
    `${startedAt.slice(0, 10)}; ${machine}; unmap-bench ${version}; ${processes.length} processes; other programs kept ${busyCpus.toFixed(2)} CPUs busy.`,
    '',
    `**${equivalent.length} of ${rows.length}** rows and directions are timed as if they were alone. What a run claims are ratios, and`,
    `what shifts a row and per-page alike shifts none: **${speedups.length - shifted.length} of ${speedups.length}** speed-ups over per-page are those`,
    `of rows that run alone, within ${PERCENT}.`,
    '',
    '| cell | rows and directions within | the worst of it | direction | alone over among others |',
    '|---|---|---|---|---|',
    ...cells.flatMap((cell) => {
      const own = rows.filter((row) => row.cell === cell)
      const within = own.filter((row) => row.equivalent).length
      return own
        .slice(0, 1)
        .map(({ apart, op, row }) =>
          markdownRow([cell, `${within} of ${own.length}`, row, op, spanText(apart)]),
        )
    }),
    ...(others.length === 0 ? [] : othersText('Rows', others)),
    ...(shifted.length === 0 ? [] : othersText('Speed-ups', shifted)),
    '',
  ].join('\n')
}

function othersText(what: string, others: readonly RowApart[]): string[] {
  return [
    '',
    `## ${what} that are not shown to lie within ${PERCENT}`,
    '',
    '| cell | row | direction | alone over among others |',
    '|---|---|---|---|',
    ...others.map(({ apart, cell, op, row }) => markdownRow([cell, row, op, spanText(apart)])),
  ]
}

/** `-0.31 % [-0.52, -0.10]`. */
function spanText({ estimate, high, low }: Span): string {
  const hundredths = (logarithm: number) => (100 * Math.expm1(logarithm)).toFixed(2)
  return `${hundredths(estimate)} % [${hundredths(low)}, ${hundredths(high)}]`
}
