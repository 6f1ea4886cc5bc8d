/** A merged run of very many cells, in short: what its page and its text say. */
import { MODE_FACTS } from '../../engines/contract/index.js'
import type { Spread } from '../../results/analysis/overview/index.js'
import type { Merged, Result } from '../../results/record/index.js'
import { gridLines } from '../layout/grid-lines.js'
import {
  formatPercent,
  formatRatio,
  formatSeconds,
  LAYOUT_WORDS,
  OP_WORDS,
  type TextGrid,
  WORKLOAD_WORDS,
} from '../phrases/index.js'
import { lookOf, plural, printable, type TerminalOptions, wrap } from '../text/index.js'

export interface Overview {
  run: Pick<Result, 'machine' | 'options' | 'run'>
  merged: Merged
  spreads: readonly Spread[]
}

export const TITLE = 'A merged run, in short'

/** `100000 cells in 1000 shards, suite full, AMD EPYC`. */
export function leadOf({ merged: { shards }, run: { machine, options } }: Overview): string {
  const cells = shards.reduce((sum, shard) => sum + shard.cells, 0)
  const parts = [
    `${plural(cells, 'cell')} in ${plural(shards.length, 'shard')}`,
    `suite ${options.suite}`,
    machine.cpu,
  ]
  return printable(parts.join(', '))
}

/** What is missing, or was not made alike; empty where nothing is. */
export function notesOf({ merged: { missing, mixed = [] } }: Overview): string[] {
  return [
    ...missing.map(
      ({ cells, index }) => `Shard ${index} is missing, with ${plural(cells, 'cell')}.`,
    ),
    ...mixed.map((difference) => printable(`Shards were not made alike: ${difference}.`)),
  ]
}

/** How to read the tables. */
export const LEGEND =
  'Speed-ups, time(per-page) / time(call shape), by the share of cells that lie below. They are ' +
  "estimates without verdicts: each shard's own report judges its figures. What lies below 1 is slower."

/** A table for each kind of cells that may be read together. */
export function spreadGrids({ spreads }: Overview): Array<TextGrid & { heading: string }> {
  const headings = [...new Set(spreads.map(headingOf))]
  return headings.map((heading) => ({
    heading,
    columns: [
      'call shape',
      'direction',
      'cells',
      'least',
      '10 %',
      '50 %',
      '90 %',
      'most',
      'slower',
    ],
    rows: spreads
      .filter((spread) => headingOf(spread) === heading)
      .map(({ cells, least, median, most, ninth, op, row, slower, tenth }) => [
        printable(row),
        OP_WORDS[op],
        `${cells}`,
        ...[least, tenth, median, ninth, most].map((ratio) => formatRatio(ratio)),
        slower === 0 ? '0 %' : formatPercent(slower),
      ]),
  }))
}

function headingOf({ layout, mode, workload }: Spread): string {
  const tables = layout === undefined ? 'layout unknown' : LAYOUT_WORDS[layout]
  return `${WORKLOAD_WORDS[workload]}: ${tables}; ${MODE_FACTS[mode].words}`
}

/** Where and when each shard was measured. */
export function shardsGrid({ merged: { shards } }: Overview): TextGrid {
  return {
    columns: ['shard', 'cells', 'begun', 'took', 'busy before', 'machine'],
    rows: shards.map(({ cells, finishedAt, index, machine, startedAt }) => [
      `${index}`,
      `${cells}`,
      startedAt,
      formatSeconds((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000),
      `${machine.before.busyCpus.toFixed(2)} CPUs`,
      printable([machine.host, machine.cpu].filter(Boolean).join(', ')),
    ]),
  }
}

/** The overview for a terminal, with a newline at its end. */
export function overviewTerminal(overview: Overview, printing: TerminalOptions): string {
  const look = lookOf(printing)
  const lines = [
    ...spreadGrids(overview).flatMap((grid) => [
      ...wrap(grid.heading, look.width).map(look.bold),
      ...gridLines({ ...grid, names: 2 }, look.width),
      '',
    ]),
    ...[leadOf(overview), ...notesOf(overview)].flatMap((line) => wrap(line, look.width)),
    ...wrap(LEGEND, look.width).map(look.dim),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
