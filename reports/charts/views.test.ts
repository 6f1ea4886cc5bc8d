import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse, type Interval } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { withTimes } from '../../results/fixtures/times.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import type { Chart } from './chart.js'
import { richAnalysis, twoFormatsAnalysis } from './fixtures.js'
import { LIGHT } from './index.js'
import { LEFT_ON_TABLE, NS_PER_PAGE, SPEED_UP } from './measures.js'
import { pointsOf, strokesOf, wordsOf } from './testing.js'
import { bySize, inPlaces } from './views.js'

const RICH = richAnalysis()

function drawn(chart: Chart, analysis = RICH) {
  const spec = chart.spec(analysis)
  assert.ok(spec, chart.name)
  return { points: pointsOf(spec), words: wordsOf(spec), strokes: strokesOf(spec) }
}

test('by size: every call shape has its point where the analysis has its figure', () => {
  const { points } = drawn(bySize(SPEED_UP))
  const estimate = RICH.cells.find(({ id }) => id === '64M@4K')?.figures['ts/punt-range']?.unmap
    ?.speedup?.estimate
  assert.ok(estimate)
  const found = points.filter(
    ({ figure }) => figure.shape === 'punt-range' && figure.at === '64M unmap',
  )
  assert.deepEqual(
    found.map(({ figure }) => figure.value),
    [Number(estimate.toPrecision(5))],
  )
})

test('by size: all panels are on one scale', () => {
  for (const measure of [SPEED_UP, NS_PER_PAGE]) {
    const { points } = drawn(bySize(measure), twoFormatsAnalysis())
    const rows = new Map<string, Array<[value: number, y: number]>>()
    for (const { figure, y } of points) {
      // A row's heading ends its places.
      const row = figure.at.replace(/^\S+ (map \+ unmap|map|unmap) ?/, '')
      rows.set(row, [...(rows.get(row) ?? []), [figure.value, y]])
    }
    assert.ok(rows.size > 1)
    const slopes = [...rows.values()].flatMap((own) => {
      const [low, high] = [
        own.toSorted(([a], [b]) => a - b)[0],
        own.toSorted(([a], [b]) => b - a)[0],
      ]
      assert.ok(low && high)
      return (low[1] - high[1]) / Math.log(high[0] / low[0])
    })
    assert.ok(Math.max(...slopes) - Math.min(...slopes) < 0.5, `${slopes}`)
  }
})

test('by size: in the map direction unmap-pages is said to be per-page, and nowhere else', () => {
  const { words } = drawn(bySize(SPEED_UP))
  assert.equal(words.filter((word) => word === 'unmap-pages = per-page').length, 1)
  assert.equal(words.filter((word) => /^unmap-pages ~?[\d.]+$/.test(word)).length, 2)
  assert.ok(words.join(' ').includes('=\u00a0the same calls as per-page'))
})

test('by size: intervals are bars, from end to end on the scale', () => {
  const noisy = sampleAnalysis({ noise: { generation: 0.1, round: 0.1, row: 0.1 } })
  const { points, strokes } = drawn(bySize(SPEED_UP), noisy)
  const bars = strokes.filter(({ width, x, x2 }) => width === 2.5 && x === x2)
  const held = points.filter(({ figure }) => figure.low !== undefined)
  assert.ok(held.length > 0)
  assert.equal(bars.length, held.length)
})

test('by size: no line joins tables that are kept to tables that are freed', () => {
  const analysis = twoFormatsAnalysis()
  const { strokes, words } = drawn(bySize(SPEED_UP), analysis)
  assert.ok(words.join(' ').includes('#\u00a0one of the two frees its tables'))
  assert.ok(words.some((word) => /^punt-range ~?[\d.]+#$/.test(word)))
  for (const { figures } of analysis.cells) {
    for (const figure of Object.values(figures).flatMap((ops) => Object.values(ops))) {
      delete figure.layouts
    }
  }
  const joined = (all: typeof strokes) => all.filter(({ width }) => width === 1.5).length
  assert.ok(joined(strokes) < joined(drawn(bySize(SPEED_UP), analysis).strokes))
})

test('by size: one size is no chart', () => {
  const cells = RICH.cells.filter(({ id, workload }) => workload !== 'sweep' || id === '64M@4K')
  assert.equal(bySize(SPEED_UP).spec({ ...RICH, cells }), undefined)
})

test('nanoseconds: a bare loop is dashed, beside the call shapes', () => {
  const { strokes, words } = drawn(bySize(NS_PER_PAGE))
  assert.ok(words.some((word) => word.startsWith('bare loop ')))
  const dashed = strokes.filter(({ dash }) => dash?.[0] === 4)
  assert.ok(dashed.length > 0 && dashed.every(({ colour }) => colour === LIGHT.muted))
  assert.ok(words.join(' ').includes('Dashed: a bare loop'))
})

test('left on the table: left of the line where punting is slower', () => {
  const slow = analyse(
    withTimes(syntheticResult({ extent: 'all' }), ({ row }) =>
      row.startsWith('ts/punt-range') ? 2000 : 1000,
    ),
  )
  const { points, words } = drawn(inPlaces(LEFT_ON_TABLE, 'sum'), slow)
  for (const { figure } of points) assert.ok(figure.value < 1)
  assert.ok(words.join(' ').includes('left of 1 punting is the slower way'))
  assert.ok(points.every(({ figure }) => figure.shape !== 'punt-range'))
})

test('left on the table: over punt, and said so, where a source has no punt-range', () => {
  const without = richAnalysis({ withoutRows: ['ts/punt-range', 'ts/punt-range~null'] })
  assert.ok(drawn(bySize(LEFT_ON_TABLE), without).words.includes('over punt'))
  assert.ok(!drawn(bySize(LEFT_ON_TABLE)).words.includes('over punt'))
})

test('in other places: traces and mixes where both directions are shown, and nowhere else', () => {
  const heads = (direction: 'map' | 'unmap' | 'sum') =>
    drawn(inPlaces(SPEED_UP, direction)).words.filter((word) => word === 'trace' || word === 'mix')
  assert.ok(heads('sum').includes('trace') && heads('sum').includes('mix'))
  assert.deepEqual([...heads('map'), ...heads('unmap')], [])
})

test('in other places: an interval that is hopelessly wide crowds nothing out, and is said to be cut', () => {
  const chart = inPlaces(SPEED_UP, 'sum')
  const wide: Interval = { estimate: 6, low: 0.001, high: 36_000 }
  const analysis = structuredClone(RICH)
  for (const { figures } of analysis.cells) {
    const own = figures['ts/punt-range']
    for (const figure of Object.values(own ?? {})) {
      figure.speedup = wide
      figure.verdict = 'not-resolved'
    }
  }
  const places = ({ points }: ReturnType<typeof drawn>) => new Set(points.map(({ x }) => x)).size
  assert.ok(places(drawn(chart, analysis)) > 20)
  const note = 'Intervals that leave a panel are cut'
  assert.ok(drawn(chart, analysis).words.join(' ').includes(note))
  assert.ok(!drawn(chart).words.join(' ').includes(note))
})

test('trees and formats have a row each, by name', () => {
  const { words } = drawn(bySize(SPEED_UP), twoFormatsAnalysis())
  assert.deepEqual(
    words.filter((word) => /^(Linux|our)/.test(word)),
    ['Linux 7.2.13, ARM LPAE', 'Linux 7.2.13, VT-d', 'Linux 7.2.13, x86-64', 'our C'],
  )
})
