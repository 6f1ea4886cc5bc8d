import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatsAnalysis, sampleAnalysis, troubledAnalysis } from '../../fixtures/analyses.js'
import { detailData } from './build.js'
import { markOf } from './choice.js'
import { dataOf } from './fixtures.js'
import { INSTRUCTIONS_PER_PAGE, NS_PER_PAGE, OP_CALLS, SPEEDUP } from './names.js'

const analysis = sampleAnalysis({ extent: 'all', instructions: true })
const data = dataOf(analysis)

test('every row that is compared has its figures, as the analysis has them', () => {
  let seen = 0
  for (const [at, cell] of analysis.cells.entries()) {
    for (const [row, { id }] of data.rows.entries()) {
      const figure = cell.figures[id]?.sum
      const mark = markOf(data, at, row, 'sum', SPEEDUP)
      if (figure?.speedup === undefined || data.rows[row]?.baseline) {
        assert.equal(mark, undefined)
        continue
      }
      seen++
      assert.ok(mark && Math.abs(mark.value / figure.speedup.estimate - 1) < 1e-4)
      assert.ok((mark.low ?? 0) <= mark.value && mark.value <= (mark.high ?? 0))
      assert.equal(mark.open, figure.verdict === 'resolved' ? undefined : figure.verdict)
      const ns = markOf(data, at, row, 'sum', NS_PER_PAGE)?.value ?? 0
      assert.ok(Math.abs(ns / (figure.nsPerPage ?? Number.NaN) - 1) < 1e-4)
      assert.equal(
        markOf(data, at, row, 'sum', INSTRUCTIONS_PER_PAGE) !== undefined,
        figure.instructions !== undefined,
      )
    }
  }
  assert.ok(seen > 50, `${seen} figures`)
})

test('counts are those of one operation', () => {
  const cell = analysis.cells.findIndex(({ id }) => id === '2M@4K')
  const row = data.rows.findIndex(({ id }) => id === 'ts/per-page')
  // A call into the driver and one into the table, for each of 512 pages.
  assert.equal(markOf(data, cell, row, 'unmap', OP_CALLS)?.value, 1024)
})

test('null rows and limits are no rows of their own', () => {
  assert.ok(data.rows.every(({ id }) => !id.includes('~null') && !id.includes('bare-loop')))
})

test('every cell stands in a place, and a place holds cells of one layout and mode', () => {
  const placed = data.places.flatMap(({ cells }) => cells.map(({ cell }) => cell))
  assert.deepEqual(
    [...new Set(placed)].sort((a, b) => a - b),
    [...data.cells.keys()],
  )
  for (const { cells, id } of data.places) {
    const own = cells.flatMap(({ cell }) => analysis.cells[cell] ?? [])
    assert.equal(new Set(own.map(({ layout }) => layout)).size, 1, id)
    if (!id.startsWith('modes.')) assert.equal(new Set(own.map(({ mode }) => mode)).size, 1, id)
    assert.equal(new Set(cells.map(({ label }) => label)).size, cells.length, id)
  }
})

test('what is shown at first is what the table of the answer rests on', () => {
  assert.deepEqual(data.start.of, ['ts@arm-lpae-4k'])
  assert.equal(data.start.at, 'sweep.keep.coherent-strict')
  assert.equal(data.start.what, SPEEDUP)
  assert.ok(data.start.shapes.includes('unmap-pages'))
})

test('formats of one tree are sources of their own', () => {
  const formats = dataOf(formatsAnalysis())
  assert.ok(formats.sources.length > 2)
  assert.equal(new Set(formats.sources.map(({ label }) => label)).size, formats.sources.length)
  assert.ok(formats.measures.some(({ id }) => id === 'library'))
})

/** Of the only machine there is. */
const detailsOf = (one: typeof analysis) => detailData(one).cells.flatMap(([own]) => own ?? [])

test('a row that failed keeps the figures that it has', () => {
  const troubled = dataOf(troubledAnalysis())
  const row = troubled.rows.findIndex(({ id }) => id === 'ts/map-unmap-pages')
  const lost = troubled.cells.findIndex(({ id }) => id === '64M@4K')
  assert.equal(markOf(troubled, lost, row, 'sum', SPEEDUP), undefined)
})

test('counts beside those of another engine are reported with a figure', () => {
  const made = formatsAnalysis()
  const notes = detailsOf(made).flatMap((cell) =>
    Object.values(cell.notes).flatMap((ops) => Object.values(ops).flat()),
  )
  assert.ok(made.countTwins.length > 0)
  assert.ok(notes.some((note) => /^Beside native\/clear-first.* counts /.test(note)))
})

test('samples are the rounds in their order, thinned out alike where there are many', () => {
  const details = detailsOf(analysis)
  assert.equal(details.length, analysis.cells.length)
  for (const [at, { generation, every, ns }] of details.entries()) {
    assert.equal(every, 1)
    assert.deepEqual(generation, analysis.cells[at]?.samples.generation)
    for (const values of Object.values(ns).flatMap(Object.values)) {
      assert.equal(values.length, generation.length)
    }
  }
  const many = detailsOf({ ...analysis, cells: Array(40).fill(analysis.cells).flat() })
  const numbers = many.flatMap(({ ns }) => Object.values(ns).flatMap(Object.values)).flat()
  assert.ok((many[0]?.every ?? 0) > 1)
  assert.ok(numbers.length <= 120_000, `${numbers.length} samples`)
})
