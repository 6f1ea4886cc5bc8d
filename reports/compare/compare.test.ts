import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareTwo, quietRun, slowed, withCell } from '../../results/analysis/compare/fixtures.js'
import { gateComparison } from '../../results/analysis/compare/gate.js'
import { HOSTILE } from '../fixtures/analyses.js'
import { changeCharts } from './chart.js'
import { changedGrid, countsGrid } from './grid.js'
import { compareHtml } from './html.js'
import { inShort, toMind } from './in-short.js'
import { COMPARE_EXPORTERS } from './index.js'
import { compareMarkdown } from './markdown.js'
import { compareTerminal } from './terminal.js'
import { changeWords, formatChange } from './words.js'

const OLD = quietRun({ seed: 1, generations: 4 })
const NEW = withCell(
  slowed(
    quietRun({
      seed: 2,
      generations: 4,
      withoutCells: ['64M@4K'],
      fail: { row: 'ts/map-unmap-pages', cell: '2M@4K' },
      machine: { node: 'v24.0.0' },
    }),
    1.3,
    { row: 'ts/punt-range' },
  ),
  '64K@4K',
  ({ counts }) => {
    const unmap = counts['ts/punt-range']?.unmap
    if (unmap?.walks !== undefined) unmap.walks += 7
  },
)
const { comparison, run } = compareTwo(OLD, NEW)
const GATES = [gateComparison(comparison, 0.03), gateComparison(comparison, 'counts')]

const ALL = { colour: false, width: 100, verbose: true }
const SHORT = { ...ALL, verbose: false }

/** What must be reported, in whatever format and however short. */
const SHOWN_IN_SHORT = [
  /Worse:? ts\/map-unmap-pages failed \(\w+ in \S+\); \d+ of \d+ figures slower, most ts\/punt-range .* x \[/,
  /Better:? none resolved, of \d+ figures/,
  /Else:? \d+ not resolved .*1 cell vanished/,
  /also differ: .*Node/,
  /ts\/punt-range .*walks \d+, now \d+/,
  /Gate 3\.0 %: not passed/,
  /Gate counts: not passed/,
]

/** What is reported beside, where all is asked for. */
const SHOWN = [
  /24\.0\.0/,
  /1 cell vanished: 64M@4K/,
  /time, new \/ old/,
  /Geometric means/,
  /What the figures do not say/,
]

/** Text without what a format adds to it. */
const bare = (text: string) =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replaceAll(/\\|\*\*/g, '')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

test('every format says what is worse, better and neither, and what the gates say; all where asked', async () => {
  const [old] = comparison.runs
  assert.ok(old)
  for (const [name, text] of Object.entries({
    terminal: compareTerminal({ comparison, gates: GATES }, ALL),
    markdown: compareMarkdown({ comparison, gates: GATES }, ALL),
    html: compareHtml({ comparison, gates: GATES }),
  })) {
    for (const shown of [...SHOWN_IN_SHORT, ...SHOWN]) assert.match(bare(text), shown, name)
  }
  for (const [name, text] of Object.entries({
    terminal: compareTerminal({ comparison, gates: GATES }, SHORT),
    markdown: compareMarkdown({ comparison, gates: GATES }, SHORT),
  })) {
    for (const shown of SHOWN_IN_SHORT) assert.match(bare(text), shown, name)
    for (const shown of SHOWN) assert.doesNotMatch(bare(text), shown, name)
  }
})

test('in short a comparison is a screen: the three lines first, then what changed', () => {
  const lines = compareTerminal({ comparison, gates: [] }, SHORT).split('\n')
  assert.ok(lines.length <= 60, `${lines.length} lines`)
  assert.equal(lines[0], 'new against old')
  assert.match(lines[1] ?? '', /^Worse {3}\S/)
  const labels = lines.flatMap((line) => /^(Worse|Better|Else) /.exec(line)?.[1] ?? [])
  assert.deepEqual(labels, ['Worse', 'Better', 'Else'])
  const all = compareTerminal({ comparison, gates: [] }, ALL).split('\n')
  assert.ok(all.length > 2 * lines.length)
})

/** Ratios of the table, in its order. */
function changesOf(verbose: boolean, of = mixed): number[] {
  return changedGrid(of, { verbose }).rows.map((row) => Number.parseFloat(row.at(-1) ?? ''))
}

const SLOWER = ['ts/punt-range', 'ts/per-page']
const FASTER = ['ts/unmap-pages', 'ts/map-unmap-pages']

/** Half of the rows slower, the farthest of them punt-range; half of them faster, most of all unmap-pages. */
const mixed = compareTwo(
  quietRun({ seed: 1 }),
  [...SLOWER, ...FASTER].reduce(
    (result, row, at) => slowed(result, [1.4, 1.3, 0.6, 0.7][at] ?? 1, { row }),
    quietRun({ seed: 3 }),
  ),
).run

test('what changed stands with its times, the slowest first and the fastest last', () => {
  const all = changesOf(true)
  assert.deepEqual(
    all,
    all.toSorted((a, b) => b - a),
  )
  assert.ok(all.length > 20 && (all[0] ?? 0) > 1.3 && (all.at(-1) ?? 1) < 0.7)
  const short = changesOf(false)
  assert.equal(short.length, 16)
  assert.ok(
    short.filter((ratio) => ratio > 1).length >= 8 &&
      short.filter((ratio) => ratio < 1).length >= 8,
  )
  const { columns, heading, rows } = changedGrid(mixed, { verbose: false })
  assert.deepEqual(columns, ['cell', 'row', 'direction', 'old', 'new', 'new / old'])
  assert.match(heading, new RegExp(`\\(${all.length - 16} more with --verbose\\)`))
  assert.match(rows[0]?.[3] ?? '', /^[\d.]+ [nu]s$/)
})

test('of many counts some are reported in short, more of anything first', () => {
  const one = run.counts.changed[0]
  assert.ok(one)
  const changed = ['levels', 'pteReads', 'pteWrites', 'walks'].map((counter, at) => ({
    ...one,
    counter,
    more: at === 3,
  }))
  const counted = { ...run, counts: { ...run.counts, changed } }
  assert.match(countsGrid(counted, { verbose: true }).heading, /^Counts of one cycle that changed/)
  const words = (verbose: boolean) => countsGrid(counted, { verbose }).rows[0]?.[3] ?? ''
  assert.match(words(false), /^walks .*; levels .*; pteReads .*; 1 more$/)
  assert.match(words(true), /^walks .*; pteWrites [^;]*$/)
  const places = { ...run.counts, changed: [...'123456'].map((cell) => ({ ...one, cell })) }
  const lines = (verbose: boolean) => countsGrid({ ...run, counts: places }, { verbose })
  assert.deepEqual([lines(false).rows.length, lines(true).rows.length], [5, 6])
  assert.match(lines(false).heading, /\(1 more with --verbose\)/)
})

test('the three lines name the farthest of each side, counts and instructions', () => {
  const [worse, better, rest] = inShort(mixed)
  assert.match(
    worse?.text ?? '',
    /^\d+ of \d+ figures slower, most ts\/punt-range .* in \S+: 1\.[34]\d* x \[/,
  )
  assert.match(
    better?.text ?? '',
    /^\d+ of \d+ figures faster, most ts\/unmap-pages .*: 0\.[56]\d* x \[/,
  )
  assert.match(rest?.text ?? '', /not resolved \(smallest resolvable: .*\); counts all the same/)
  const counts = {
    ...run.counts,
    changed: run.counts.changed.map((one) => ({ ...one, more: false })),
  }
  const instructions = {
    ...run.instructions,
    changed: [
      { cell: '2M@4K', engine: 'ts/punt', op: 'map' as const, old: 10, new: 12 },
      { cell: '64M@4K', engine: 'ts/punt', op: 'map' as const, old: 10, new: 11 },
      { cell: '64M@4K', engine: 'ts/punt', op: 'unmap' as const, old: 10, new: 9 },
      { cell: '2M@4K', engine: 'ts/punt', op: 'unmap' as const, old: 10, new: 5 },
    ],
  }
  const quiet = { ...run, failed: [], figures: [], counts, instructions }
  assert.deepEqual(
    inShort(quiet)
      .map(({ text }) => text)
      .slice(0, 2),
    [
      'more instructions a page in 2 figures, most ts/punt map in 2M@4K: 10.0 -> 12.0 (+20 %)',
      '1 count lower, or of larger leaves; fewer instructions a page in 2 figures, most ts/punt unmap in 2M@4K: 10.0 -> 5.0 (-50 %)',
    ],
  )
})

test('what to mind: other machines, and a measure that moved', () => {
  const moved = compareTwo(OLD, slowed(quietRun({ seed: 2, generations: 4 }), 1.5)).run
  assert.match(
    toMind(moved).join('\n'),
    /compare with took 1\.50 x \(ts\/per-page\).* its time: .*--by speed-up/,
  )
  const elsewhere = quietRun({ seed: 2, generations: 4, machine: { cpu: 'Other CPU' } })
  assert.match(
    toMind(compareTwo(OLD, elsewhere).run).join('\n'),
    /the machines differ \(CPU\): speed-ups/,
  )
  assert.deepEqual(toMind({ ...mixed, differences: [], paces: [] }), [])
})

test('the terminal keeps to its width', () => {
  for (const width of [60, 80, 120]) {
    for (const verbose of [false, true]) {
      const text = compareTerminal({ comparison, gates: GATES }, { colour: false, width, verbose })
      for (const line of text.split('\n')) assert.ok(line.length <= width, line)
    }
  }
})

test('instructions that were compared in part are not called all the same', () => {
  const wordsOf = (reasons: string[]) =>
    inShort({ ...run, instructions: { ...run.instructions, compared: 3, changed: [], reasons } })[2]
      ?.text ?? ''
  assert.match(wordsOf([]), /; instructions all the same/)
  assert.match(
    wordsOf(['tier native: compilers differ']),
    /; instructions the same where they are compared/,
  )
})

test('the JSON holds the whole comparison', async () => {
  const json = COMPARE_EXPORTERS.find(({ name }) => name === 'json')
  const parsed = JSON.parse((await json?.text({ comparison, gates: GATES }, ALL)) ?? '')
  assert.deepEqual(parsed, JSON.parse(JSON.stringify({ ...comparison, gates: GATES })))
  assert.equal(parsed.against[0].figures.length, run.figures.length)
})

test('the chart draws every figure that has a ratio', () => {
  const charts = changeCharts(run)
  const marks = charts.flatMap(({ panels }) => panels.flatMap((panel) => panel.marks))
  const drawn = marks.filter((mark) => mark !== undefined)
  const known = run.figures.filter(({ changes }) => changes.time)
  assert.equal(drawn.length, known.length)
  const resolved = known.filter(({ verdict }) => verdict === 'slower' || verdict === 'faster')
  assert.equal(drawn.filter(({ open }) => open === undefined).length, resolved.length)
  assert.deepEqual(changeCharts({ ...run, figures: [] }), [])
})

test('the page has its figures in charts and in one set of tables; traces are told apart in a lane', () => {
  const page = compareHtml({ comparison, gates: [] })
  assert.match(page, /All figures, as tables/)
  assert.doesNotMatch(page, /The figures of these charts/)
  const [figure] = run.figures
  assert.ok(figure)
  const labels = (cells: string[]) =>
    changeCharts({ ...run, figures: cells.map((cell) => ({ ...figure, cell })) }).flatMap(
      ({ panels }) => panels.map(({ label }) => label),
    )
  const [reads, writes] = ['trace:arm64-6.1-strict-reads', 'trace:arm64-6.1-strict-writes']
  assert.deepEqual(labels(['4K@4K', reads, writes]), ['4K@4K', 'reads', 'writes'])
  const lazy = 'trace:arm64-6.1-lazy-reads'
  assert.deepEqual(labels([reads, lazy]), [reads, lazy])
})

test('hostile texts stand as text', async () => {
  const machine = { cpu: HOSTILE, kernel: HOSTILE, node: HOSTILE }
  const hostile = quietRun({ seed: 2, generations: 2, machine })
  hostile.options.suite = HOSTILE
  const old = quietRun({ seed: 1, generations: 2 })
  const found = compareTwo(old, hostile).comparison
  const page = compareHtml({ comparison: found, gates: [] })
  assert.doesNotMatch(page, /<img|<script/)
  assert.match(page, /default-src 'none'|default-src &#39;none&#39;/)
  const terminal = compareTerminal({ comparison: found, gates: [] }, ALL)
  assert.ok(!terminal.includes('\u001b'))
  assert.doesNotMatch(compareMarkdown({ comparison: found, gates: [] }, ALL), /<img|<\/script/)
})

test('a change is written to a thousandth near 1, and shorter far from it', () => {
  const interval = { estimate: 1.0342, low: 1.0119, high: 1.0571 }
  assert.equal(formatChange({ estimate: 1.0342, interval }), '1.034 x [1.012, 1.057]')
  assert.equal(formatChange({ estimate: 4.521 }), '4.52 x (no interval)')
  const wide = { estimate: 1, low: 1e-9, high: 1e9 }
  assert.equal(formatChange({ estimate: 1, interval: wide }), '1.000 x [<0.001, >1000]')
  const open = { changes: { time: { estimate: 1, interval } }, verdict: 'not-resolved' } as const
  assert.equal(changeWords(open, 'time', true), '~ 1.000 x [1.012, 1.057] #')
  assert.equal(changeWords({ changes: {}, verdict: 'not-judged' }, 'speed-up'), '-')
})

test('the same run is called so, and what is not measurable has no figures', () => {
  const same = compareTwo(OLD, structuredClone(OLD)).comparison
  assert.match(
    bare(compareTerminal({ comparison: same, gates: [] }, SHORT)),
    /! both are the same run: nothing differs, and every ratio is 1/,
  )
  const wide = {
    changes: { time: { estimate: 5, interval: { estimate: 5, low: 3, high: 9 } } },
    verdict: 'not-measurable',
  } as const
  assert.equal(changeWords(wide, 'time', true), 'not measurable here #')
})
