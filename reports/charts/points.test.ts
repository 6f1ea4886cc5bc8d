import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { richAnalysis } from './fixtures.js'
import { nsPerPage } from './ns-per-page.js'
import { points } from './points.js'
import { sizeSeries } from './size-series.js'
import { speedUpBySize } from './speed-up-by-size.js'

test('the same calls have a ratio like any others, a single generation no interval', () => {
  const same = points(sampleAnalysis()).filter(({ figure }) => figure.endsWith(' ='))
  assert.ok(same.length > 0)
  for (const { speedup, low } of same) assert.ok(speedup !== undefined && low !== undefined)
  const single = points(sampleAnalysis({ generations: 1 })).filter(
    ({ speedup }) => speedup !== undefined,
  )
  assert.ok(single.length > 0)
  for (const { low, verdict } of single) {
    assert.deepEqual([low, verdict], [undefined, 'not-resolved'])
  }
})

test('the null row is not drawn, and a row that failed leaves no points where it did', () => {
  const shapes = new Set(points(sampleAnalysis()).map(({ shape }) => shape))
  assert.deepEqual([...shapes], ['per-page', 'unmap-pages', 'map-unmap-pages', 'punt-range'])
  const failed = points(troubledAnalysis()).filter(({ title }) =>
    title.startsWith('64M buffers, 4K'),
  )
  assert.ok(failed.length > 0)
  assert.ok(failed.every(({ shape }) => shape !== 'map-unmap-pages'))
})

test('a row that was not timed in a cell has no point there', () => {
  const all = points(richAnalysis())
  const scattered = new Set(all.filter(({ shape }) => shape === 'map-sg').map(({ title }) => title))
  assert.deepEqual(
    [...scattered],
    ['1M buffers in segments of 4K', '64M buffers in segments of 64K'],
  )
})

test('sweeps that differ in more than size are kept apart', () => {
  const headings = sizeSeries(richAnalysis()).map(({ heading }) => heading)
  assert.equal(new Set(headings).size, headings.length)
  for (const part of ['unaligned', 'not co-aligned', 'segments of 64K', 'lazy', 'non-coherent']) {
    assert.ok(
      headings.some((heading) => heading.includes(part)),
      part,
    )
  }
})

test('every drawn point has its figure in the table of its chart', () => {
  const rich = richAnalysis()
  const series = sizeSeries(rich)
  for (const [chart, figure] of [
    [speedUpBySize, 'figure'],
    [nsPerPage, 'timePerPage'],
  ] as const) {
    const drawn = new Set(
      [...JSON.stringify(chart.spec(rich)).matchAll(/datum\.series === (\d+)/g)].map(([, at]) =>
        Number(at),
      ),
    )
    assert.ok(drawn.size > 1)
    const rows = chart.table(rich).rows.map((row) => row.join('|'))
    for (const point of points(rich)) {
      if (!drawn.has(point.series) || (chart === speedUpBySize && point.baseline)) continue
      if (chart === nsPerPage && point.op === 'sum') continue
      const heading = series[point.series]?.heading ?? ''
      const own = rows.filter((row) => row.startsWith(heading) && row.includes(`|${point.shape}|`))
      assert.ok(
        own.some((row) => row.includes(point[figure])),
        JSON.stringify(point),
      )
    }
  }
})

test('a limit is drawn where it was timed, and told in words', () => {
  const limited = JSON.stringify(nsPerPage.spec(richAnalysis()))
  assert.match(limited, /"text":"the limit: a bare loop"/)
  assert.match(nsPerPage.caption(richAnalysis()), /Dashed: a bare loop/)
  assert.match(JSON.stringify(nsPerPage.table(richAnalysis())), /ts\/bare-loop \(limit\)/)
  const without = richAnalysis({ withoutRows: ['ts/bare-loop'] })
  assert.doesNotMatch(JSON.stringify(nsPerPage.spec(without)), /limit/)
  assert.doesNotMatch(nsPerPage.caption(without), /Dashed/)
})
