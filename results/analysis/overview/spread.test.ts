import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { analyse } from '../analyse.js'
import { Spreads } from './spread.js'

const result = syntheticResult()

test('a cell alone spreads over its own estimate, which is the analysis’s', () => {
  const { cells } = analyse(result)
  for (const cell of result.cells) {
    const spreads = new Spreads()
    spreads.add({ rows: result.rows, cells: [cell] })
    for (const { cells: count, least, median, most, op, row } of spreads.all()) {
      const figure = cells.find(({ id }) => id === cell.id)?.figures[row]?.[op]
      const estimate = figure?.speedup?.estimate ?? figure?.estimate
      assert.equal(count, 1)
      assert.ok(Math.abs(median / (estimate ?? 0) - 1) < 1e-9, `${cell.id} ${row} ${op}`)
      assert.equal(least, most)
    }
  }
})

test('cells of one layout and mode are spread together, whichever shard they came with', () => {
  const [one, parts] = [new Spreads(), new Spreads()]
  one.add(result)
  for (const cell of result.cells) parts.add({ rows: result.rows, cells: [cell] })
  assert.deepEqual(parts.all(), one.all())
  for (const spread of one.all()) {
    const { cells, least, median, most, ninth, slower, tenth, workload, layout, mode } = spread
    const own = result.cells.filter(
      (cell) => cell.workload === workload && cell.layout === layout && cell.mode === mode,
    )
    assert.ok(cells <= own.length)
    assert.ok(least <= tenth && tenth <= median && median <= ninth && ninth <= most)
    assert.equal(slower === 0, least >= 1)
    assert.equal(slower === 1, most < 1)
  }
})
