import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/types.js'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { compileChart, toSvg } from '../render/index.js'
import { CHARTS, DARK, LIGHT } from './index.js'
import { points } from './points.js'

const SNAPSHOTS = join(projectRoot(), 'reports', 'charts', 'snapshots')

for (const chart of CHARTS) {
  for (const [kind, analysis] of [
    ['sample', sampleAnalysis()],
    ['troubled', troubledAnalysis()],
  ] as const) {
    test(`${chart.name} of a ${kind} run is drawn as in its snapshot`, async () => {
      const spec = chart.spec(analysis)
      assert.ok(spec)
      const svg = `${(await toSvg(spec, { estimateText: true })).replaceAll('><', '>\n<')}\n`
      const path = join(SNAPSHOTS, `${chart.name}-${kind}.svg`)
      if (process.env.UPDATE_SNAPSHOTS === '1') {
        mkdirSync(SNAPSHOTS, { recursive: true })
        writeFileSync(path, svg)
      }
      const advice = `${path} differs: look at it, then accept it with UPDATE_SNAPSHOTS=1`
      assert.ok(svg === readFileSync(path, 'utf8'), advice)
    })
  }

  test(`${chart.name} is the same for the same figures, and leaves them as they were`, () => {
    const analysis = sampleAnalysis()
    const before = JSON.stringify(analysis)
    assert.deepEqual(chart.spec(analysis), chart.spec(analysis))
    assert.equal(JSON.stringify(analysis), before)
  })

  test(`${chart.name} is left out where there is nothing to draw`, () => {
    const empty: Analysis = { ...sampleAnalysis(), cells: [], means: [] }
    assert.equal(chart.spec(empty), undefined)
    assert.deepEqual(chart.table(empty).rows, [])
    assert.deepEqual(chart.cells(empty), [])
  })

  test(`${chart.name} is valid with few cells and rows, and with hostile names`, async () => {
    const few = [
      sampleAnalysis({ withoutRows: ['ts/punt-range', 'ts/unmap-pages', 'ts/per-page~null'] }),
      sampleAnalysis({ withoutCells: ['4K@4K', '64K@4K', '1M@4K', '2M@4K', '2M@4K+2M~4K'] }),
      sampleAnalysis({ generations: 1 }),
      hostileAnalysis(),
    ]
    for (const analysis of few) {
      const spec = chart.spec(analysis)
      assert.ok(spec)
      const svg = await toSvg(spec, { estimateText: true })
      assert.doesNotMatch(svg, /NaN|Infinity|<img/)
    }
  })

  test(`${chart.name} gives every axis a domain and ticks of its own, and stretches none`, () => {
    const spec = chart.spec(sampleAnalysis())
    assert.ok(spec)
    const found = JSON.stringify(spec).match(/"scale":\{"type":"log"[^}]*\}/g) ?? []
    assert.ok(found.length > 0)
    for (const scale of found) assert.match(scale, /"domain":\[[\d.]+,[\d.]+\],"nice":false/)
    const axes = (compileChart(spec).marks ?? []).flatMap(
      (mark) => JSON.stringify(mark).match(/"labelOverlap":"?\w+/g) ?? [],
    )
    for (const overlap of axes) assert.equal(overlap, '"labelOverlap":false')
  })

  test(`${chart.name} has a row in its table for all that it draws`, () => {
    const analysis = sampleAnalysis()
    const { columns, rows } = chart.table(analysis)
    assert.ok(rows.length > 0)
    for (const row of rows) assert.equal(row.length, columns.length)
    assert.ok(chart.cells(analysis).length > 0)
    assert.doesNotMatch(chart.caption(analysis), /undefined|NaN/)
  })
}

test('the same work has no ratio to draw, a single generation no interval', () => {
  const same = points(sampleAnalysis()).filter(
    ({ verdict, rank }) => verdict === 'same-work' && rank > 0,
  )
  assert.ok(same.length > 0)
  for (const { speedup, low } of same) assert.deepEqual([speedup, low], [undefined, undefined])
  const single = points(sampleAnalysis({ generations: 1 })).filter(
    ({ speedup }) => speedup !== undefined,
  )
  assert.ok(single.length > 0)
  for (const { low, verdict } of single)
    assert.deepEqual([low, verdict], [undefined, 'not-resolved'])
})

test('an interval that is hopelessly wide does not crowd out the others, and is said to be cut', () => {
  const wide = sampleAnalysis()
  for (const cell of wide.cells) {
    const figure = cell.figures['ts/punt-range']?.unmap
    if (figure) figure.speedup = { estimate: 6, low: 0.001, high: 36_000 }
  }
  const [chart] = CHARTS
  assert.ok(chart)
  const [, low, high] =
    /"domain":\[([\d.]+),([\d.]+)\]/.exec(JSON.stringify(chart.spec(wide))) ?? []
  assert.ok(Number(low) > 0.1 && Number(high) < 100, `${low} to ${high}`)
  assert.match(chart.caption(wide), /are cut/)
  assert.doesNotMatch(chart.caption(sampleAnalysis()), /are cut/)
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

test('both themes colour the same things, and no two of the light theme alike', () => {
  assert.deepEqual(Object.keys(LIGHT.series), Object.keys(DARK.series))
  const { series, ...rest } = LIGHT
  const colours = [...Object.values(rest), ...Object.values(series)]
  assert.equal(new Set(colours).size, colours.length)
})
