/** Charts of a run whose rows are of several page-table formats. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { libraryOf } from '../../engines/contract/index.js'
import { analyse } from '../../results/analysis/index.js'
import { formatsResult } from '../../results/fixtures/formats.js'
import { toSvg } from '../render/index.js'
import { CHARTS, LIGHT, points } from './index.js'
import { sizeSeries } from './size-series.js'
import { walk } from './testing.js'
import { seriesStyle } from './theme.js'

const ANALYSIS = analyse(formatsResult({ formats: ['vtd-ss', 'x86-64'] }))

/** The formats that the names of a panel's rows are of. */
function formatsIn(records: readonly unknown[]): string[] {
  const names = records.flatMap((record) =>
    typeof record === 'object' && record !== null && 'shape' in record
      ? [String(record.shape)]
      : [],
  )
  return [...new Set(names.map((name) => name.split('@')[1] ?? 'arm-lpae-4k'))]
}

test('no panel draws two formats', () => {
  for (const chart of CHARTS.filter(({ name }) => name !== 'samples')) {
    const spec = chart.spec(ANALYSIS)
    if (spec === undefined) continue
    walk({ ...spec, datasets: {} }, ({ values }) => {
      if (!Array.isArray(values)) return
      assert.ok(formatsIn(values).length <= 1, `${chart.name}: ${formatsIn(values)}`)
    })
  }
})

test('what charts of sizes share has one format a series, and every row of a further one its format', () => {
  const series = sizeSeries(ANALYSIS)
  const all = points(ANALYSIS)
  for (const [at, { group }] of series.entries()) {
    const own = all.filter((point) => point.series === at)
    assert.deepEqual(formatsIn(own), own.length === 0 ? [] : [group.format])
  }
  assert.ok(series.some(({ group }) => libraryOf(group.format) === 'generic_pt'))
})

test('a heading names the format, and a shape looks alike in all of them', () => {
  const ladder = CHARTS.find(({ name }) => name === 'ladder')
  const text = JSON.stringify(ladder?.spec(ANALYSIS))
  assert.match(text, /tier linux-7\.2\.13; VT-d second stage/)
  assert.match(text, /tier linux-7\.2\.13; ARM LPAE/)
  const { colours, symbols } = seriesStyle(['punt-range', 'punt-range@vtd-ss'], LIGHT)
  assert.equal(colours[0], colours[1])
  assert.equal(symbols[0], symbols[1])
})

test('every chart fits the page, and a legend has each shape once', async () => {
  for (const chart of CHARTS) {
    const spec = chart.spec(ANALYSIS)
    if (spec === undefined) continue
    const svg = await toSvg(spec)
    const width = Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1])
    assert.ok(width > 0 && width <= 850, `${chart.name}: ${width} pixels wide`)
    for (const name of ['speed-up-by-size', 'left-on-table', 'ns-per-page']) {
      if (chart.name !== name) continue
      const legend = [...svg.matchAll(/role-legend-label.*?<\/g>/gs)].map(([part]) =>
        part.replace(/.*<text[^>]*>([^<]*)<.*/s, '$1'),
      )
      assert.ok(legend.includes('map-unmap-pages'))
      assert.deepEqual(legend, [...new Set(legend)])
      assert.ok(legend.every((label) => !label.includes('@')))
    }
  }
})

test('a ratio across layouts is not drawn, and the caption says so', () => {
  const all = points(ANALYSIS).filter(
    ({ shape, title }) => shape === 'punt-range@vtd-ss' && title === '2M buffers, 4K pages',
  )
  assert.ok(all.length > 0)
  for (const point of all) {
    assert.equal(point.speedup, undefined)
    assert.equal(point.nsPerPage, undefined, 'a time of another layout')
    assert.match(point.figure, / #$/)
  }
  const kept = points(ANALYSIS).filter(
    ({ shape, title }) => shape === 'punt-range@vtd-ss' && title === '1M buffers, 4K pages',
  )
  assert.ok(kept.every(({ speedup }) => speedup !== undefined))
  for (const name of ['ladder', 'speed-up-by-size', 'left-on-table']) {
    const chart = CHARTS.find((one) => one.name === name)
    assert.match(chart?.caption(ANALYSIS) ?? '', /Not drawn: ratios of two layouts/)
  }
})
