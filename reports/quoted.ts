/** What README tells of the runs that the project quotes: three sentences and one picture. */

import type { Analysis } from '../results/analysis/index.js'
import { machineLine, screenOf, tracesOf, whoseWords } from './answer/index.js'
import { tableBlocks } from './layout/markdown-blocks.js'
import { markdownList, markdownText, present } from './text/index.js'

/**
 * A run that the project quotes: `quick` without a kernel's own code, `kernel` with that of two trees,
 * `generic-pt` with both libraries of a tree that has them.
 */
export const QUOTED_RUNS = ['quick', 'kernel', 'generic-pt'] as const
export type QuotedRun = (typeof QUOTED_RUNS)[number]

/** Where each is kept, below results/. */
export const QUOTED_FOLDERS: Readonly<Record<QuotedRun, string>> = {
  quick: 'reference',
  kernel: 'reference-kernel',
  'generic-pt': 'reference-generic-pt',
}

/** The runs that are there. */
export type QuotedRuns = Readonly<Partial<Record<QuotedRun, Quoted>>>

export interface Quoted {
  analysis: Analysis
  /** Files of its charts: `headline.svg`. */
  charts: readonly string[]
}

/** Whose word counts: a kernel's own code before ours. */
const ORDER: readonly QuotedRun[] = ['kernel', 'generic-pt', 'quick']

/** The picture, the first that is there, and what it shows. */
const PICTURES: ReadonlyArray<readonly [name: string, alt: string]> = [
  ['headline', 'Speed-up over one page a call, by call shape'],
  ['speed-up-by-size', 'Speed-up over one page a call against buffer size, by call shape'],
]

/** The block, in Markdown, without its marks. */
export function readmeBlock(runs: QuotedRuns): string {
  const shown = ORDER.flatMap((name) => {
    const run = runs[name]
    return run === undefined ? [] : [{ name, run }]
  })
  const [first] = shown
  if (first === undefined) return ''
  const quoted = withTraces(first.run.analysis, runs.quick?.analysis)
  // What punting gains is asked of the library whose calls punt.
  const asked = [quoted, quoted, runs['generic-pt']?.analysis ?? quoted]
  const lines = asked.flatMap((analysis, at) => {
    const answer = screenOf(analysis).answers[at]
    return answer === undefined
      ? []
      : [`${at + 1}. **${markdownText(answer.question)}** ${markdownText(answer.text)}`]
  })
  return [
    lines.join('\n'),
    ...shown.flatMap(({ name, run }) => pictureOf(name, run) ?? []).slice(0, 1),
    [
      ...shown.map(({ name, run }) => sourceOf(name, run)),
      ...present([whoseWords(quoted)]).map(markdownText),
    ].join('\n'),
  ].join('\n\n')
}

/** What two trees differ in, for docs/two-trees.md, which has the same marks as README. */
export function treesBlock({ kernel }: QuotedRuns): string {
  if (kernel === undefined) return ''
  const { changed, changes, differs, table } = screenOf(kernel.analysis)
  const also = present([changed, ...changes])
  return [
    markdownList(differs),
    ...(table === undefined ? [] : ['Within the later tree:', ...tableBlocks(table)]),
    ...(also.length === 0 ? [] : [`What changes it: ${markdownText(also.join('; '))}.`]),
    sourceOf('kernel', kernel, '../'),
  ].join('\n\n')
}

/**
 * A run, and real traces of another where it has none: real-world figures are asked for. Every ratio is
 * still one of a run's own, and the answers name whose code it is of.
 */
function withTraces(analysis: Analysis, other: Analysis | undefined): Analysis {
  if (other === undefined || tracesOf(analysis).length > 0) return analysis
  const known = new Set(analysis.rows.map(({ id }) => id))
  return {
    ...analysis,
    rows: [...analysis.rows, ...other.rows.filter(({ id }) => !known.has(id))],
    cells: [...analysis.cells, ...tracesOf(other).map(({ cell }) => cell)],
  }
}

function pictureOf(name: QuotedRun, { charts }: Quoted): string | undefined {
  const picture = PICTURES.find(([chart]) => charts.includes(`${chart}.svg`))
  if (picture === undefined) return undefined
  const [chart, alt] = picture
  const path = `results/${QUOTED_FOLDERS[name]}/charts/${chart}`
  return charts.includes(`${chart}-dark.svg`)
    ? `<picture><source media="(prefers-color-scheme: dark)" srcset="${path}-dark.svg"><img alt="${alt}" src="${path}.svg"></picture>`
    : `![${alt}](${path}.svg)`
}

/** `[results/reference](results/reference/summary.txt), 2026-01-02: AMD EPYC, ....`; `root` leads from the page to the top. */
function sourceOf(name: QuotedRun, { analysis }: Quoted, root = ''): string {
  const folder = `results/${QUOTED_FOLDERS[name]}`
  const date = analysis.run.startedAt.slice(0, 10)
  return `[${folder}](${root}${folder}/summary.txt), ${date}: ${markdownText(machineLine(analysis))}.`
}

const BEGIN = '<!-- made by `npm run reference` -->'
const END = '<!-- end of what `npm run reference` makes -->'

/**
 * A text with the block in the place of the one that it has.
 *
 * @throws Error where the marks are not there.
 */
export function withBlock(text: string, block: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`there is no place between ${BEGIN} and ${END}`)
  return `${text.slice(0, begin)}${BEGIN}\n\n${block}\n\n${text.slice(end)}`
}
