import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { groupTable } from './group-table.js'
import { cellGroups } from './groups.js'
import { untimedEngines } from './untimed.js'

const every = sampleAnalysis({ extent: 'all' })

test('a group is one table: times of the baseline, the noise, ratios of what was timed', () => {
  for (const group of cellGroups(every)) {
    const { columns, rows } = groupTable(every, group)
    for (const row of rows) assert.equal(row.length, columns.length)
    const names = rows.map(([, name]) => name)
    assert.equal(names.filter((name) => name === 'per-page').length, group.cells.length)
    assert.equal(names.filter((name) => name === 'noise floor').length, group.cells.length)
    assert.equal(names.includes('layered-rollback'), group.workload === 'rollback')
    for (const row of rows)
      assert.ok(
        row.slice(2).some((text) => text !== ''),
        row.join(),
      )
  }
})

test('a column that would hold nothing is not there', () => {
  const alone = sampleAnalysis({ withoutRows: ['ts/punt-range'] })
  const [group] = cellGroups(alone)
  assert.ok(group)
  assert.deepEqual(groupTable(alone, group).columns, [
    'cell',
    'call shape',
    'map',
    'unmap',
    'map + unmap',
  ])
})

test('what was not timed is reported once for each reason, and limits are no engines', () => {
  const untimed = untimedEngines(every)
  assert.ok(untimed.length > 0)
  assert.ok(untimed.every(({ engine }) => engine !== 'ts/bare-loop'))
  const layered = untimed.find(({ engine }) => engine === 'ts/layered-rollback')
  const elsewhere = every.cells.filter(({ workload }) => workload !== 'rollback')
  assert.equal(layered?.why, 'not timed')
  assert.equal(layered?.cells.length, elsewhere.length)
  assert.deepEqual(untimedEngines(sampleAnalysis()), [])
})
