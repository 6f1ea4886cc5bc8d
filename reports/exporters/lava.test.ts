import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLava } from '../ci/testing.js'
import { hostileAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { lava } from './lava.js'

test('every time of every row is a measurement, and each case is named once', () => {
  const analysis = sampleAnalysis()
  const cases = parseLava(lava(analysis))
  const times = cases.filter(({ units }) => units === 'ns/page')
  const expected = analysis.cells.flatMap((cell) =>
    analysis.rows
      .filter(({ role }) => role !== 'limit')
      .flatMap(({ id }) => cell.ops.map((op) => cell.figures[id]?.[op]?.nsPerPage))
      .filter((ns) => ns !== undefined),
  )
  assert.deepEqual(
    times.map(({ measurement }) => measurement),
    expected.map((ns) => Number(ns.toPrecision(6))),
  )
  assert.ok(cases.some(({ units }) => units === 'calls/operation'))
  assert.ok(cases.some(({ units }) => units === 'x'))
  const ids = cases.map(({ test_case_id }) => test_case_id)
  assert.equal(new Set(ids).size, ids.length)
})

test('a row that failed is a case that fails', () => {
  const failed = parseLava(lava(hostileAnalysis())).filter(({ result }) => result === 'fail')
  assert.deepEqual(failed, [{ test_case_id: 'ts_map-unmap-pages', result: 'fail' }])
})
