/** What holds of every chart. What is special to one stands in a test beside it. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TopLevelSpec } from 'vega-lite'
import { projectRoot } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/types.js'
import {
  formatsAnalysis,
  hostileAnalysis,
  sampleAnalysis,
  troubledAnalysis,
} from '../fixtures/analyses.js'
import { compileChart, toSvg } from '../render/index.js'
import { richAnalysis, richTroubledAnalysis } from './fixtures.js'
import { contrast } from './heat.js'
import { CHARTS, DARK, LIGHT } from './index.js'
import { measureWithCanvas, overlap, svgTexts } from './svg-texts.js'
import { walk } from './testing.js'

const SNAPSHOTS = join(projectRoot(), 'reports', 'charts', 'snapshots')

/** What a page has room for, in pixels. */
const WIDEST = 800

const measure = await measureWithCanvas()

const RICH = richAnalysis()
const TROUBLED = richTroubledAnalysis()

/** Runs that lack something, or have something wrong. */
const OTHERS: Array<[string, Analysis]> = [
  ['small', sampleAnalysis()],
  ['small and troubled', troubledAnalysis()],
  ['without punting', sampleAnalysis({ withoutRows: ['ts/punt-range', 'ts/unmap-pages'] })],
  ['without the null row', richAnalysis({ withoutRows: ['ts/per-page~null'] })],
  ['without the baseline', richAnalysis({ withoutRows: ['ts/per-page', 'ts/per-page~null'] })],
  ['of few cells', sampleAnalysis({ withoutCells: ['4K@4K', '64K@4K', '1M@4K', '2M@4K'] })],
  ['of one generation', richAnalysis({ generations: 1 })],
  ['of noise', richAnalysis({ generations: 2, noise: { generation: 0.4, round: 0.5, row: 0.3 } })],
  ['of several formats', formatsAnalysis()],
  ['with hostile names', hostileAnalysis()],
]

/**
 * A picture as a snapshot holds it: a line for each element, and coordinates to a tenth of a pixel,
 * so that the last digits of a machine's logarithms do not matter.
 */
function snapshot(svg: string): string {
  const lines = svg
    .replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (number) => `${Number(Number(number).toFixed(1))}`)
    .replace(/ (?:role|aria-[a-z]+|pointer-events|opacity)="[^"]*"/g, '')
    .replace(/<path class="(?:back|fore)ground"(?![^>]*fill)[^>]*\/>/g, '')
    .replaceAll('><', '>\n<')
  return `${lines}\n`
}

const pictures = new Map<string, Promise<string>>()

/** As `toSvg`; what is the same is drawn once for all tests. */
function drawOnce(spec: TopLevelSpec): Promise<string> {
  const key = JSON.stringify(spec)
  const picture = pictures.get(key) ?? toSvg(spec)
  pictures.set(key, picture)
  return picture
}

for (const chart of CHARTS) {
  for (const [kind, analysis] of [
    ['rich', RICH],
    ['troubled', TROUBLED],
  ] as const) {
    test(`${chart.name} of a ${kind} run is drawn as in its snapshot`, async () => {
      const spec = chart.spec(analysis)
      assert.ok(spec)
      const svg = snapshot(await toSvg(spec, { estimateText: true }))
      const path = join(SNAPSHOTS, `${chart.name}-${kind}.svg`)
      if (process.env.UPDATE_SNAPSHOTS === '1') {
        mkdirSync(SNAPSHOTS, { recursive: true })
        writeFileSync(path, svg)
      }
      const advice = `${path} differs: look at it, then accept it with UPDATE_SNAPSHOTS=1`
      assert.ok(svg === readFileSync(path, 'utf8'), advice)
    })
  }

  test(`${chart.name} is the same for the same figures, and leaves them as they were`, async () => {
    const before = JSON.stringify(RICH)
    const [first, second] = [chart.spec(RICH), chart.spec(RICH)]
    assert.ok(first && second)
    assert.equal(JSON.stringify(first), JSON.stringify(second))
    assert.equal(await drawOnce(first), await toSvg(second))
    assert.equal(JSON.stringify(RICH), before)
  })

  test(`${chart.name} is left out where there is nothing to draw`, () => {
    const empty: Analysis = { ...RICH, cells: [], means: [] }
    assert.equal(chart.spec(empty), undefined)
    assert.deepEqual(chart.table(empty).rows, [])
    assert.deepEqual(chart.cells(empty), [])
  })

  test(`${chart.name} is drawn, or left out, whatever a run lacks`, async () => {
    for (const [kind, analysis] of OTHERS) {
      const spec = chart.spec(analysis)
      const { columns, rows } = chart.table(analysis)
      assert.equal(rows.length > 0, spec !== undefined, `the table of a run ${kind}`)
      for (const row of rows) assert.equal(row.length, columns.length)
      assert.doesNotMatch(JSON.stringify(rows), /undefined|NaN|Infinity/, kind)
      assert.doesNotMatch(chart.caption(analysis), /undefined|NaN|Infinity/, kind)
      if (spec === undefined) continue
      const svg = await drawOnce(spec)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined|<img/, kind)
      assert.ok(svgTexts(svg, measure).length > 0, kind)
    }
  })

  test(`${chart.name} has no bars, and its logarithmic axes are as they were meant`, async () => {
    const spec = chart.spec(RICH)
    assert.ok(spec)
    walk(spec, (object) => {
      const mark = typeof object.mark === 'object' && object.mark !== null ? object.mark : undefined
      const type = mark && 'type' in mark ? mark.type : object.mark
      // An end that is not named would be zero, which no logarithm has.
      const encoding = JSON.stringify(object.encoding ?? {})
      assert.notEqual(type, 'bar')
      if (type === 'area') assert.match(encoding, /"y2":/)
      if (type === 'rect' && !encoding.includes('"fill"')) assert.match(encoding, /"x2":/)
      if (object.type !== 'log') return
      assert.equal(object.nice, false)
      const [low, high] = object.domain as number[]
      assert.ok(low !== undefined && high !== undefined && low > 0 && high > low)
    })
    walk(await compileChart(spec), ({ labelOverlap = false }) => assert.equal(labelOverlap, false))
  })

  test(`${chart.name} has every text inside the picture, and none on another`, async () => {
    for (const analysis of [RICH, TROUBLED, sampleAnalysis()]) {
      const spec = chart.spec(analysis)
      if (spec === undefined) continue
      const svg = await drawOnce(spec)
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? []
      assert.ok(width && height && width <= WIDEST, `${width} pixels wide`)
      const texts = svgTexts(svg, measure)
      for (const text of texts) {
        const { left, right, top, bottom } = text
        const inside = left > -4 && right < width + 4 && top > -4 && bottom < height + 4
        assert.ok(inside, `${JSON.stringify(text)} of ${width} x ${height}`)
      }
      for (const [at, text] of texts.entries()) {
        for (const other of texts.slice(at + 1)) {
          assert.ok(!overlap(text, other), `${JSON.stringify(text)} on ${JSON.stringify(other)}`)
        }
      }
    }
  })

  test(`${chart.name} has every figure that it draws in its table too`, () => {
    for (const analysis of [RICH, TROUBLED, sampleAnalysis()]) {
      const spec = chart.spec(analysis)
      if (spec === undefined) continue
      const told = new Set(chart.table(analysis).rows.flat().flatMap(figuresIn))
      const drawn = new Set<string>()
      walk(withoutPoints(spec), (object) => {
        for (const value of Object.values(object)) {
          if (typeof value !== 'string' || value.includes('datum')) continue
          for (const figure of figuresIn(value)) drawn.add(figure)
        }
      })
      for (const figure of drawn) assert.ok(told.has(figure), `${figure} is in no table`)
    }
  })

  test(`${chart.name} can be read on a light ground and on a dark one`, async () => {
    for (const theme of [LIGHT, DARK]) {
      const spec = chart.spec(RICH, theme)
      assert.ok(spec)
      const svg = await drawOnce(spec)
      const fields = new Set(
        [...svg.matchAll(/<path[^>]* fill="(#[^"]*)"/g)].map(([, fill]) => fill),
      )
      for (const { text, fill } of svgTexts(svg, measure)) {
        const grounds = Object.values(theme).includes(fill)
          ? [theme.background]
          : [...fields].filter((field) => contrast(field ?? '', fill) >= 4.5)
        assert.ok(grounds.length > 0, `${text} in ${fill}`)
        for (const ground of grounds) assert.ok(contrast(ground ?? '', fill) >= 4.5, text)
      }
    }
  })
}

/** A spec without the data that charts share: not every chart draws all of it. */
function withoutPoints(spec: object): object {
  return { ...spec, datasets: {} }
}

/** The intervals and times in a text. */
function figuresIn(text: string): string[] {
  return text.match(/[\d.]+ x \[[^\]]+\]|\d+(?:\.\d+)? (?:ns|us|ms|s)(?![\w])/g) ?? []
}

test('no two charts share a name', () => {
  const names = CHARTS.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
})
