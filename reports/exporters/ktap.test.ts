import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseKtap } from '../ci/testing.js'
import { hostileAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { ktap } from './ktap.js'

test('each row in each cell: measured, left out with the reason, or an error where it failed', () => {
  const analysis = sampleAnalysis({ fail: { row: 'ts/map-unmap-pages', cell: '1M@4K' } })
  const rows = parseKtap(ktap(analysis))
  const engines = analysis.rows.filter(({ role }) => role !== 'limit')
  assert.deepEqual(
    rows.map(({ name, ok }) => [name, ok]),
    engines.map(({ failure, id }) => [id, failure === undefined]),
  )
  for (const { name, tests } of rows) {
    assert.equal(tests.length, analysis.cells.length, name)
    for (const { data, directive, name: cell } of tests) {
      const untimed = analysis.cells.find(({ id }) => id === cell)?.untimed[name]
      if (untimed !== undefined) assert.deepEqual([directive, data], ['SKIP', untimed.reason])
    }
  }
  const failed = rows.find(({ ok }) => !ok)
  const errors = failed?.tests.filter(({ ok }) => !ok)
  assert.deepEqual(
    errors?.map(({ directive, name }) => [name, directive]),
    [['1M@4K', 'ERROR']],
  )
})

test('a failure before the first cell, and hostile text', () => {
  const failed = parseKtap(ktap(hostileAnalysis())).find(({ ok }) => !ok)
  assert.equal(failed?.tests.filter(({ directive }) => directive === 'ERROR').length, 1)
})
