/** Rows of several page-table formats in one run: what is held against what, and what is not. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_FORMAT, SHAPES } from '../../engines/contract/index.js'
import { formatsResult, GENERIC_FORMATS, idOf, TREE } from '../fixtures/formats.js'
import { withTimes } from '../fixtures/times.js'
import { type Result, resultSchema } from '../record/schema.js'
import { type Analysis, analyse } from './analyse.js'
import type { Figure } from './figures/types.js'
import type { FigureOp } from './relations/cell.js'
import { cellOf, near } from './testing.js'

const generic = (shape: string, format = 'vtd-ss') => idOf(TREE, format, shape)
const arm = (shape: string) => idOf(TREE, DEFAULT_FORMAT, shape)

function figureIn(analysis: Analysis, cell: string, row: string, op: FigureOp): Figure {
  const found = cellOf(analysis, cell).figures[row]?.[op]
  assert.ok(found, `no figure of ${row} in ${cell}, ${op}`)
  return found
}

/** Every row takes 1000 ns times the factor that it has here. */
function timed(factors: Record<string, number>, result: Result = formatsResult()): Analysis {
  return analyse(withTimes(result, ({ row }) => 1000 * (factors[row] ?? 1)))
}

test('every ratio is taken within one tier and format', () => {
  const analysis = timed({
    [arm('per-page')]: 7,
    [generic('per-page')]: 12,
    [generic('map-unmap-pages')]: 3,
    [generic('punt-range')]: 2,
    [generic('per-page', 'amd-v1')]: 20,
    [generic('map-unmap-pages', 'amd-v1')]: 5,
    'native/punt-range': 0.1,
  })
  const vtd = figureIn(analysis, '1M@4K', generic('map-unmap-pages'), 'unmap')
  near(vtd.estimate, 4)
  near(vtd.left['punt-range']?.interval.estimate, 1.5)
  assert.equal(vtd.left.punt, undefined, "tier native's punt is another format's")
  near(figureIn(analysis, '1M@4K', generic('map-unmap-pages', 'amd-v1'), 'unmap').estimate, 4)
  near(figureIn(analysis, '1M@4K', arm('map-unmap-pages'), 'unmap').estimate, 7)
  assert.deepEqual(figureIn(analysis, '1M@4K', arm('map-unmap-pages'), 'unmap').left, {})
})

test('a null row is held against its own format', () => {
  const twice = generic('punt-range')
  const analysis = timed({ [twice]: 3, [`${twice}~null`]: 3, [generic('per-page', 'x86-64')]: 9 })
  near(figureIn(analysis, '1M@4K', `${twice}~null`, 'map').estimate, 1)
  near(figureIn(analysis, '1M@4K', `${generic('punt-range', 'x86-64')}~null`, 'map').estimate, 1)
  const { nullBands } = cellOf(analysis, '1M@4K')
  assert.ok((nullBands?.['vtd-ss']?.map ?? 1) < 1e-9)
  // per-page is nine times as slow as its second instance, punt-range as fast.
  assert.ok((nullBands?.['x86-64']?.map ?? 0) > 1)
})

test("a format's noise floor judges its own figures and means alone", () => {
  const noisy = `${generic('punt-range', 'x86-64')}~null`
  const half = Object.fromEntries(
    ['vtd-ss', 'x86-64'].map((format) => [generic('whole-run', format), 0.9]),
  )
  const analysis = timed({ ...half, [noisy]: 3 })
  const verdictOf = (format: string) =>
    figureIn(analysis, '1M@4K', generic('whole-run', format), 'map').verdict
  assert.deepEqual(['vtd-ss', 'x86-64'].map(verdictOf), ['resolved', 'not-resolved'])
  const meanOf = (format: string) =>
    analysis.means.find(({ op, row }) => op === 'map' && row === generic('whole-run', format))
  assert.deepEqual(
    ['vtd-ss', 'x86-64'].map((format) => meanOf(format)?.judged.verdict),
    ['resolved', 'not-resolved'],
  )
})

test("generic_pt's punt-range is a step from whole-run, and where that is not, from pages; in punting alone", () => {
  const analysis = timed({ [generic('whole-run')]: 3, [generic('map-unmap-pages')]: 4 })
  const stepsOf = (of: Analysis, row: string) =>
    figureIn(of, '1M@4K', row, 'unmap').steps.map(({ changes, over }) => ({ changes, over }))
  assert.deepEqual(stepsOf(analysis, generic('punt-range')), [
    { over: generic('whole-run'), changes: ['punting'] },
  ])
  assert.deepEqual(stepsOf(analysis, generic('whole-run')), [
    { over: generic('map-unmap-pages'), changes: ['whole runs'] },
  ])
  const result = formatsResult()
  result.rows = result.rows.filter(({ shape }) => shape !== 'whole-run')
  for (const cell of result.cells) {
    for (const id of Object.keys(cell.ns)) if (id.includes('/whole-run')) delete cell.ns[id]
  }
  assert.deepEqual(stepsOf(timed({}, result), generic('punt-range')), [
    { over: generic('map-unmap-pages'), changes: ['punting'] },
  ])
  // Native has both of the rungs that the step is planned from.
  assert.deepEqual(
    stepsOf(analysis, 'native/punt-range').map(({ over }) => over),
    ['native/range-gather', 'native/punt'],
  )
})

test('no stand-in gathers otherwise: without its rungs, a punt-range of the ladder is no step', () => {
  const result = formatsResult()
  result.rows = result.rows.filter(({ id }) => !/^native\/(punt|range-gather)$/.test(id))
  for (const cell of result.cells) {
    delete cell.ns['native/punt']
    delete cell.ns['native/range-gather']
  }
  assert.deepEqual(figureIn(timed({}, result), '1M@4K', 'native/punt-range', 'unmap').steps, [])
})

test('generic_pt gathers one range a call, whether its rows tell or name a shape alone', () => {
  for (const change of [
    (row: Result['rows'][number]) => delete row.choices,
    (row: Result['rows'][number]) => {
      row.choices = SHAPES[row.shape as keyof typeof SHAPES].choices
    },
  ]) {
    const result = formatsResult()
    for (const row of result.rows) change(row)
    const { steps } = figureIn(timed({}, result), '1M@4K', generic('punt-range'), 'unmap')
    assert.deepEqual(
      steps.map(({ changes }) => changes),
      [['punting']],
    )
  }
})

test("a row has the layout of its own counts, and a cell its baseline's", () => {
  const analysis = timed({})
  const layoutIn = (cell: string, row: string) => figureIn(analysis, cell, row, 'unmap').layout
  assert.equal(cellOf(analysis, '2M@4K').layout, 'keep')
  assert.equal(layoutIn('2M@4K', generic('per-page')), 'keep')
  assert.equal(layoutIn('2M@4K', generic('punt-range')), 'free')
  assert.equal(layoutIn('2M@4K', arm('map-unmap-pages')), 'keep')
  assert.equal(layoutIn('2M@4K/straddling', generic('punt-range')), 'keep')
  assert.equal(cellOf(analysis, '2M@4K+2M/not-co-aligned').layout, 'free')
  assert.equal(layoutIn('2M@4K+2M/not-co-aligned', generic('per-page')), 'free')
  assert.equal(layoutIn('2M@4K+2M/not-co-aligned', arm('per-page')), 'free')
})

test('a ratio across layouts is told so, in both directions and from either side', () => {
  const analysis = timed({})
  const own = { own: 'free', other: 'keep', tables: 'freed' }
  for (const op of ['map', 'unmap', 'sum'] as const) {
    const punt = figureIn(analysis, '2M@4K', generic('punt-range'), op)
    assert.deepEqual(punt.layouts, own)
    assert.deepEqual(
      figureIn(analysis, '2M@4K', generic('per-page'), op).left['punt-range']?.layouts,
      {
        own: 'keep',
        other: 'free',
        tables: 'kept',
      },
    )
    // Both free their tables.
    const pages = figureIn(analysis, '2M@4K', generic('map-unmap-pages'), op)
    assert.deepEqual(pages.layouts, own)
    assert.equal(pages.left['punt-range']?.layouts, undefined)
    assert.equal(figureIn(analysis, '2M@4K', generic('whole-run'), op).steps[0]?.layouts, undefined)
  }
  assert.equal(figureIn(analysis, '1M@4K', generic('punt-range'), 'unmap').layouts, undefined)
  assert.equal(figureIn(analysis, '2M@4K', arm('map-unmap-pages'), 'unmap').layouts, undefined)
})

test('a ratio across layouts enters no mean', () => {
  const { means } = timed({ [generic('punt-range')]: 0.5, [arm('map-unmap-pages')]: 0.5 })
  const cellsOf = (row: string) =>
    means.find(
      (mean) =>
        mean.row === row &&
        mean.op === 'unmap' &&
        mean.mode === 'coherent-strict' &&
        mean.layout === 'keep',
    )?.cells
  assert.deepEqual(cellsOf(generic('punt-range')), ['64K@4K', '1M@4K', '2M@4K/straddling'])
  assert.deepEqual(cellsOf(arm('map-unmap-pages')), [
    '64K@4K',
    '1M@4K',
    '2M@4K/straddling',
    '2M@4K',
  ])
})

test('without counts of tables nothing is told of layouts, and means are as they were', () => {
  const result = formatsResult()
  for (const { counts } of result.cells) {
    for (const ops of Object.values(counts)) {
      for (const own of Object.values(ops)) delete own.tableFrees
    }
  }
  const { cells, means } = timed({}, result)
  for (const figure of cells.flatMap(({ figures }) => Object.values(figures))) {
    for (const { layout, layouts } of Object.values(figure)) {
      assert.deepEqual([layout, layouts], [undefined, undefined])
    }
  }
  const mean = means.find(({ row, op }) => row === generic('punt-range') && op === 'unmap')
  assert.ok(mean?.cells.includes('2M@4K'))
})

test('tier native is held against its own format alone, and beside generic_pt in counts', () => {
  const { across, countTwins, withoutTwin } = timed({})
  assert.ok(across.length > 0)
  assert.ok(across.every(({ before }) => !before.includes('@')))
  assert.deepEqual(withoutTwin, ['native/punt', 'native/punt-range'])
  assert.deepEqual(
    [...new Set(countTwins.map(({ before }) => before))],
    GENERIC_FORMATS.map((format) => generic('punt-range', format)),
  )
  assert.deepEqual([...new Set(countTwins.map(({ after }) => after))], ['native/clear-first'])
  const of = (cell: string, op: FigureOp) =>
    countTwins.find(
      (one) => one.cell === cell && one.op === op && one.before === generic('punt-range'),
    )
  assert.deepEqual(
    of('2M@4K', 'unmap')?.changed.find(({ counter }) => counter === 'tableFrees'),
    {
      counter: 'tableFrees',
      before: 8,
      after: 0,
    },
  )
  assert.deepEqual(of('1M@4K', 'unmap')?.changed, [])
})

test("where tier native has generic_pt's format, its clear-first is punt-range's twin in times too", () => {
  const result = formatsResult({ formats: ['vtd-ss'] })
  const [like] = result.rows.filter(({ id }) => id === 'native/punt-range')
  assert.ok(like)
  const add = (shape: string) => {
    const id = idOf('native', 'vtd-ss', shape)
    result.rows.push({ ...like, id, engine: id, shape, format: 'vtd-ss' })
    for (const { counts, ns } of result.cells) {
      ns[id] = structuredClone(ns[like.id] ?? {})
      counts[id] = structuredClone(counts[like.id] ?? {})
    }
  }
  add('punt-range')
  add('clear-first')
  const { across, countTwins } = timed({}, result)
  const twins = across.filter(({ before }) => before === generic('punt-range'))
  assert.deepEqual([...new Set(twins.map(({ after }) => after))], ['native/clear-first@vtd-ss'])
  assert.ok(countTwins.every(({ after }) => after === 'native/clear-first'))
  result.rows = result.rows.filter(({ id }) => id !== 'native/clear-first')
  assert.deepEqual(timed({}, result).countTwins, [])
})

test('trees are held against each other in one format alone', () => {
  const result = formatsResult({ without: ['native'], formats: ['vtd-ss'] })
  const older = 'linux-6.1.192'
  for (const row of result.rows.filter(({ format }) => format === DEFAULT_FORMAT)) {
    const id = row.id.replace(TREE, older)
    result.rows = [
      ...result.rows,
      { ...row, id, engine: row.engine.replace(TREE, older), tier: older },
    ]
    for (const { ns } of result.cells) ns[id] = structuredClone(ns[row.id] ?? {})
  }
  const { across, withoutTwin } = timed({}, result)
  assert.ok(across.length > 0)
  assert.ok(across.every(({ after, before }) => !after.includes('@') && !before.includes('@')))
  assert.deepEqual(withoutTwin, [])
})

test("a tree's two libraries are comparisons of their own, counted among all of the run's", () => {
  const factors = { [arm('map-unmap-pages')]: 4, [generic('punt-range')]: 2 }
  const { family, libraries } = timed(factors)
  const of = (cell: string, op: FigureOp) =>
    libraries.find((one) => one.cell === cell && one.op === op && one.format === 'vtd-ss')
  const unmap = of('1M@4K', 'unmap')
  near(unmap?.judged.interval.estimate, 2)
  assert.equal(unmap?.judged.side, 'above')
  assert.equal(unmap?.before, arm('map-unmap-pages'))
  assert.equal(unmap?.after, generic('punt-range'))
  assert.equal(unmap?.layouts, undefined)
  assert.equal(of('2M@4K', 'unmap')?.layouts?.tables, 'freed')
  assert.equal(of('2M@4K+2M/not-co-aligned', 'unmap')?.layouts, undefined)
  // Six cells, two directions, five formats; nothing else of the run has both sides.
  assert.equal(libraries.length, 60)
  const result = formatsResult()
  for (const row of result.rows) if (row.id === arm('map-unmap-pages')) row.shape = 'other'
  const without = timed(factors, result)
  assert.deepEqual(without.libraries, [])
  assert.ok(family.comparisons - without.family.comparisons >= 60)
})

test('where both libraries gather one range, their unmaps are comparisons of their own', () => {
  const factors = { [arm('range-gather')]: 1, [generic('punt-range')]: 2 }
  const { family, librariesByRange } = timed(factors)
  const found = librariesByRange.find(({ cell, format }) => cell === '1M@4K' && format === 'vtd-ss')
  near(found?.judged.interval.estimate, 0.5)
  assert.equal(found?.judged.side, 'below')
  assert.equal(found?.before, arm('range-gather'))
  assert.equal(found?.after, generic('punt-range'))
  // Six cells and five formats; a map gathers nothing.
  assert.deepEqual([...new Set(librariesByRange.map(({ op }) => op))], ['unmap'])
  assert.equal(librariesByRange.length, 30)
  const result = formatsResult()
  for (const row of result.rows) if (row.id === arm('range-gather')) row.shape = 'other'
  const without = timed(factors, result)
  assert.deepEqual(without.librariesByRange, [])
  assert.ok(family.comparisons - without.family.comparisons >= 30)
})

test('a tree without one of the libraries has none of it, and neither have variants of unlike builds', () => {
  assert.deepEqual(timed({}, formatsResult({ formats: [] })).libraries, [])
  assert.deepEqual(timed({}, formatsResult({ without: ['io-pgtable-arm'] })).libraries, [])
  const result = formatsResult({ formats: ['vtd-ss'] })
  for (const row of result.rows) if (row.format === 'vtd-ss') row.tier = `${TREE}+retpoline`
  assert.deepEqual(timed({}, result).libraries, [])
})

test('the made-up result is a valid one', () => {
  resultSchema.parse(formatsResult())
  assert.deepEqual(formatsResult(), formatsResult())
})
