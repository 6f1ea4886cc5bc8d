/** What holds of every chart. What is special to one stands in a test beside it. */

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TopLevelSpec } from 'vega-lite'
import { projectRoot } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/index.js'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { contrast } from './contrast.js'
import { richAnalysis, richTroubledAnalysis, twoFormatsAnalysis } from './fixtures.js'
import { CHARTS, DARK, LIGHT } from './index.js'
import { toSvg } from './render/index.js'
import { SHEET, SMALL } from './sheet.js'
import { pointsOf } from './testing.js'
import { overlap, type TextBox, textMeasure } from './text-boxes.js'

const SNAPSHOTS = join(projectRoot(), 'reports', 'charts', 'snapshots')

const textsOf = await textMeasure()

const RICH = richAnalysis()
const AS_MADE = JSON.stringify(RICH)
const TROUBLED = richTroubledAnalysis()
const FORMATS = twoFormatsAnalysis()

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
  ['of several formats', FORMATS],
  ['with hostile names', hostileAnalysis()],
]

/** Specs as they are kept: a line for each mark, so that what changed is seen. */
function snapshot(spec: TopLevelSpec): string {
  return `${JSON.stringify(spec).replaceAll(/(?<=[[}],?)\{(?=")/g, '\n{')}\n`
}

/** Charts that are compared as pictures too. */
const PICTURES: readonly string[] = ['headline', 'speed-up-by-size']

/** A picture as a snapshot holds it: a line for each element. */
function picture(svg: string): string {
  return `${svg.replaceAll('><', '>\n<')}\n`
}

function isAsKept(file: string, text: string): void {
  const path = join(SNAPSHOTS, file)
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    mkdirSync(SNAPSHOTS, { recursive: true })
    writeFileSync(path, text)
  }
  const advice = `${path} differs: look at it, then accept it with UPDATE_SNAPSHOTS=1`
  assert.ok(text === readFileSync(path, 'utf8'), advice)
}

/** A chart as it is drawn, and the texts in it. */
interface Drawn {
  svg: string
  texts: TextBox[]
}

type Chart = (typeof CHARTS)[number]

const specs = new Map<Chart, Map<Analysis, TopLevelSpec | undefined>>()

/** A chart of an analysis, made once for all tests that only look at it. */
function specOf(chart: Chart, analysis: Analysis): TopLevelSpec | undefined {
  const known = specs.get(chart) ?? new Map<Analysis, TopLevelSpec | undefined>()
  specs.set(chart, known)
  if (!known.has(analysis)) known.set(analysis, chart.spec(analysis))
  return known.get(analysis)
}

const drawn = new Map<string, Promise<Drawn>>()
const drawnOf = new WeakMap<TopLevelSpec, Promise<Drawn>>()

/** What is the same is drawn once for all tests. */
function drawOnce(spec: TopLevelSpec): Promise<Drawn> {
  const known = drawnOf.get(spec)
  if (known !== undefined) return known
  const key = JSON.stringify(spec)
  const drawing = drawn.get(key) ?? draw(spec)
  drawn.set(key, drawing)
  drawnOf.set(spec, drawing)
  return drawing
}

async function draw(spec: TopLevelSpec): Promise<Drawn> {
  const svg = await toSvg(spec)
  return { svg, texts: textsOf(spec) }
}

/** The figures of an analysis, as points hold them. */
function figuresOf({ cells }: Analysis): Set<string> {
  const known = new Set<string>()
  const digits = (value: number) => known.add(String(Number(value.toPrecision(5))))
  for (const { figures, limits } of cells) {
    for (const { nsPerPage } of limits) digits(nsPerPage)
    for (const figure of Object.values(figures).flatMap((ops) => Object.values(ops))) {
      const lefts = Object.values(figure.left).map(({ interval }) => interval)
      for (const interval of [figure.speedup, ...lefts]) {
        for (const value of Object.values(interval ?? {})) digits(value)
      }
      if (figure.nsPerPage !== undefined) digits(figure.nsPerPage)
    }
  }
  return known
}

const KNOWN = figuresOf(RICH)

for (const chart of CHARTS) {
  for (const [kind, analysis] of [
    ['rich', RICH],
    ['formats', FORMATS],
  ] as const) {
    test(`${chart.name} of a ${kind} run is as it was kept`, async () => {
      const spec = specOf(chart, analysis)
      assert.ok(spec)
      isAsKept(`${chart.name}-${kind}.spec`, snapshot(spec))
      if (kind === 'rich' && PICTURES.includes(chart.name)) {
        isAsKept(`${chart.name}.svg`, picture((await drawOnce(spec)).svg))
      }
    })
  }

  test(`${chart.name} is the same for the same figures, and leaves them as they were`, () => {
    const [first, again] = [specOf(chart, RICH), chart.spec(RICH)]
    assert.equal(JSON.stringify(again), JSON.stringify(first))
    assert.equal(JSON.stringify(RICH), AS_MADE)
  })

  test(`${chart.name} is left out where there is nothing to draw`, () => {
    assert.equal(chart.spec({ ...RICH, cells: [], means: [] }), undefined)
  })

  test(`${chart.name} is drawn, or left out, whatever a run lacks`, async () => {
    for (const [kind, analysis] of OTHERS) {
      const spec = specOf(chart, analysis)
      if (spec === undefined) continue
      const { svg, texts } = await drawOnce(spec)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined|<img/, kind)
      assert.ok(texts.length > 0, kind)
    }
  })

  test(`${chart.name} is ${SHEET} wide, every text in it, none on another and none small`, async () => {
    for (const analysis of [RICH, TROUBLED, ...OTHERS.map(([, one]) => one)]) {
      const spec = specOf(chart, analysis)
      if (spec === undefined) continue
      const { svg, texts } = await drawOnce(spec)
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? []
      assert.ok(width === SHEET && height, `${width} pixels wide`)
      assert.equal(texts.length, svg.match(/<text/g)?.length)
      for (const { size } of texts) assert.ok(size >= SMALL, `${size} pixels of text`)
      const outside = texts.filter(
        ({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > height,
      )
      assert.deepEqual(outside, [], `outside of ${width} x ${height}`)
      const on = texts.map((text, at) =>
        texts.slice(at + 1).filter((other) => overlap(text, other)),
      )
      const overprinted = texts.flatMap((text, at) => (on[at] ?? []).map((other) => [text, other]))
      assert.deepEqual(overprinted, [])
    }
  })

  test(`${chart.name} draws no mark outside of the picture`, () => {
    for (const analysis of [RICH, TROUBLED, ...OTHERS.map(([, one]) => one)]) {
      const spec = specOf(chart, analysis)
      if (spec === undefined) continue
      const { height } = spec as { height?: number }
      assert.ok(height !== undefined)
      for (const { x, y } of pointsOf(spec)) {
        assert.ok(x > 0 && x < SHEET && y > 0 && y < height, `${x} ${y}`)
      }
    }
  })

  test(`${chart.name} can be read on a light ground and on a dark one, and draws the same on both`, async () => {
    const specs = [LIGHT, DARK].map((theme) => ({ theme, spec: chart.spec(RICH, theme) }))
    for (const { spec, theme } of specs) {
      assert.ok(spec)
      for (const { colour, text } of (await drawOnce(spec)).texts) {
        assert.ok(contrast(theme.background, colour) >= 4.5, `${text} in ${colour}`)
      }
    }
    const [light, dark] = specs.map(({ spec }) =>
      spec === undefined ? [] : pointsOf(spec).map(({ figure, x, y }) => ({ figure, x, y })),
    )
    assert.deepEqual(light, dark)
  })

  test(`${chart.name} shows figures of the analysis and no others`, () => {
    const spec = specOf(chart, RICH)
    assert.ok(spec)
    const points = pointsOf(spec)
    assert.ok(points.length > 0)
    for (const { figure } of points) {
      for (const value of [figure.value, figure.low, figure.high]) {
        if (value !== undefined) assert.ok(KNOWN.has(String(value)), JSON.stringify(figure))
      }
    }
  })
}

test('no two charts share a name, and there are few', () => {
  const names = CHARTS.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  assert.ok(names.length <= 10)
})

test('no panel draws two formats, and a shape looks alike in all panels', () => {
  const shapes = new Map<string, Set<string>>()
  for (const chart of CHARTS) {
    const spec = specOf(chart, FORMATS)
    if (spec === undefined || chart.name === 'headline') continue
    const panels = new Map<string, string[]>()
    for (const { colour, figure } of pointsOf(spec)) {
      const looks = shapes.get(figure.shape) ?? new Set()
      shapes.set(figure.shape, looks.add(colour))
      panels.set(figure.at, [...(panels.get(figure.at) ?? []), figure.shape])
    }
    // Two formats in one panel would have two rows of a shape at one place.
    for (const [at, own] of panels)
      assert.equal(new Set(own).size, own.length, `${chart.name} ${at}`)
  }
  for (const [shape, looks] of shapes) assert.equal(looks.size, 1, shape)
})
