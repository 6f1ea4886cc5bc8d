import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareTwo, quietRun, slowed, withCell } from '../../results/compare/fixtures.js'
import { gateComparison } from '../../results/compare/gate.js'
import { HOSTILE } from '../fixtures/analyses.js'
import { changeChart } from './chart.js'
import { compareHtml } from './html.js'
import { compareJson } from './json.js'
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

/** Everything that must be told, in whatever format. */
const TOLD = [
  /Node/,
  /24\.0\.0/,
  /1 cell vanished: 64M@4K/,
  /ts\/map-unmap-pages failed/,
  /walks \d+, now \d+/,
  /Gate 3\.0 %: not passed/,
  /Gate counts: not passed/,
  /time, new \/ old/,
  /Geometric means/,
  /Not resolved|not resolved/,
]

/** Text without what a format adds to it. */
const bare = (text: string) =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\\', '')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

test('every format tells what differs, what changed, what is gone and what the gates say', async () => {
  for (const [name, text] of Object.entries({
    terminal: compareTerminal(comparison, GATES, { colour: false, width: 100 }),
    markdown: compareMarkdown(comparison, GATES),
    html: await compareHtml(comparison, GATES),
  })) {
    for (const told of TOLD) assert.match(bare(text), told, name)
  }
})

test('the terminal keeps to its width', () => {
  for (const width of [60, 80, 120]) {
    const text = compareTerminal(comparison, GATES, { colour: false, width })
    for (const line of text.split('\n')) assert.ok(line.length <= width, line)
  }
})

test('the JSON holds the whole comparison', () => {
  const parsed = JSON.parse(compareJson(comparison, GATES))
  assert.deepEqual(parsed, JSON.parse(JSON.stringify({ ...comparison, gates: GATES })))
  assert.equal(parsed.against[0].figures.length, run.figures.length)
})

test('the chart draws every figure that has a ratio', () => {
  const spec = JSON.stringify(changeChart(run))
  const points = [...spec.matchAll(/"resolved":/g)].length
  assert.equal(points, run.figures.filter(({ changes }) => changes.time).length)
  assert.equal(changeChart({ ...run, figures: [] }), undefined)
})

test('hostile texts stand as text', async () => {
  const machine = { cpu: HOSTILE, kernel: HOSTILE, node: HOSTILE }
  const hostile = quietRun({ seed: 2, generations: 2, machine })
  hostile.options.suite = HOSTILE
  const old = quietRun({ seed: 1, generations: 2 })
  const found = compareTwo(old, hostile).comparison
  const page = await compareHtml(found, [])
  assert.doesNotMatch(page, /<img|<script/)
  assert.match(page, /default-src 'none'|default-src &#39;none&#39;/)
  const terminal = compareTerminal(found, [], { colour: false, width: 100 })
  assert.ok(!terminal.includes('\u001b'))
  assert.doesNotMatch(compareMarkdown(found, []), /<img|<\/script/)
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
    bare(compareTerminal(same, [], { colour: false, width: 100 })),
    /Both are the same run: nothing differs, and every ratio is 1\./,
  )
  const wide = {
    changes: { time: { estimate: 5, interval: { estimate: 5, low: 3, high: 9 } } },
    verdict: 'not-measurable',
  } as const
  assert.equal(changeWords(wide, 'time', true), 'not measurable here #')
})
