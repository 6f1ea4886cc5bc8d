/** The tables of the bundled traces, and their place in workloads/traces/README.md. */
import { InputError } from '../../engines/contract/index.js'
import { formatCount, formatRatio } from '../../reports/phrases/index.js'
import { type ByShape, LIBRARY_SHAPES, type LibraryTrace } from './library.js'

const BEGIN = '<!-- made by `npm run trace -- --library` -->'
const END = '<!-- end of what `npm run trace -- --library` makes -->'

/** @param compiler what the instructions are of; absent where none were counted */
export function libraryText(traces: readonly LibraryTrace[], compiler?: string): string {
  const blocks = [
    'Calls of one replay, core to driver and driver to table, and of `punt` and `punt-range` what each adds to the gather:',
    callsTable(traces),
    ...(compiler === undefined
      ? []
      : [
          `Instructions of tier native for a page of the domain that is mapped or unmapped (${compiler}), and the three answers in them: what \`unmap-pages\` gains, what \`map-unmap-pages\` gains, both over \`per-page\`, and what \`punt\` and \`punt-range\` leave of \`map-unmap-pages\`, as ratios of a replay's total:`,
          instructionsTable(traces),
        ]),
  ]
  return blocks.join('\n\n')
}

/** A line for each trace. */
export function callsTable(traces: readonly LibraryTrace[]): string {
  const shapes = LIBRARY_SHAPES.slice(0, 4)
  const count = (value: number | undefined) => (value === undefined ? '-' : formatCount(value))
  return tableOf(
    ['trace', ...shapes, 'adds of `punt`', 'of `punt-range`'],
    traces.map(({ adds, calls, name }) => [
      `\`${name}\``,
      ...shapes.map((shape) => count(calls[shape])),
      count(adds.punt),
      count(adds['punt-range']),
    ]),
  )
}

function instructionsTable(traces: readonly LibraryTrace[]): string {
  return tableOf(
    ['trace', ...LIBRARY_SHAPES, 'how much', 'both halves', 'left: punting', 'left: one range too'],
    traces.map(({ instructions, name }) => [
      `\`${name}\``,
      ...LIBRARY_SHAPES.map((shape) => instructions[shape]?.toFixed(1) ?? '-'),
      over(instructions, 'per-page', 'unmap-pages'),
      over(instructions, 'per-page', 'map-unmap-pages'),
      over(instructions, 'map-unmap-pages', 'punt'),
      over(instructions, 'map-unmap-pages', 'punt-range'),
    ]),
  )
}

/** Names are code, so nothing in them is escaped. */
function tableOf(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const ruler = head.map((_, at) => (at === 0 ? '---' : '---:'))
  return [head, ruler, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function over(by: ByShape, a: keyof ByShape, b: keyof ByShape): string {
  const [of = Number.NaN, against = Number.NaN] = [by[a], by[b]]
  return Number.isNaN(of / against) ? '-' : formatRatio(of / against)
}

/** @throws InputError where the page has no place for it */
export function withLibrary(page: string, text: string): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from < 0 || to < from) throw new InputError(`workloads/traces/README.md: has no ${BEGIN}`)
  return `${page.slice(0, from + BEGIN.length)}\n\n${text}\n\n${page.slice(to)}`
}
