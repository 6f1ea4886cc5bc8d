import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import type { Row } from '../../record/schema.js'
import { type Analysis, analyse } from '../analyse.js'
import { figure, near, timed } from '../testing.js'
import { stepsOf } from './steps.js'

const every = syntheticResult({ extent: 'all', generations: 2, roundsPerGeneration: 2 })

const steps = (analysis: Analysis, row: string, cell = '2M@4K') =>
  figure(analysis, cell, row, 'sum').steps.map(({ over, changes }) => ({ over, changes }))

test('punt-range is a step from both its neighbours, each named by what it changes', () => {
  const analysis = analyse(every)
  assert.deepEqual(steps(analysis, 'punt-range'), [
    { over: 'ts/range-gather', changes: ['punting'] },
    { over: 'ts/punt', changes: ['gather'] },
  ])
  assert.deepEqual(steps(analysis, 'punt'), [{ over: 'ts/run-write-back', changes: ['punting'] }])
  assert.deepEqual(steps(analysis, 'range-gather'), [
    { over: 'ts/run-write-back', changes: ['gather'] },
  ])
  assert.deepEqual(steps(analysis, 'map-unmap-pages'), [
    { over: 'ts/unmap-pages', changes: ['map by run'] },
  ])
  assert.deepEqual(steps(analysis, 'per-page'), [])
})

test('write-back is a choice where the walker is not coherent, and the gather none where lazy', () => {
  const analysis = analyse(every)
  const over = 'ts/map-unmap-pages'
  assert.deepEqual(steps(analysis, 'run-write-back', '64K@4K/non-coherent'), [
    { over, changes: ['write-back'] },
  ])
  assert.deepEqual(steps(analysis, 'run-write-back'), [{ over, changes: [] }])
  assert.deepEqual(steps(analysis, 'range-gather', '64K@4K/lazy')[0]?.changes, [])
})

test('where the nearest rung was not timed the next one stands in, and what both change is reported', () => {
  const analysis = analyse(
    syntheticResult({ extent: 'all', generations: 2, withoutRows: ['ts/run-write-back'] }),
  )
  assert.deepEqual(steps(analysis, 'punt'), [{ over: 'ts/map-unmap-pages', changes: ['punting'] }])
  assert.deepEqual(steps(analysis, 'punt', '64K@4K/non-coherent'), [
    { over: 'ts/map-unmap-pages', changes: ['write-back', 'punting'] },
  ])
})

test('a step is the ratio of the two times, and a rung without times has no steps to it', () => {
  const times: Record<string, number> = { 'ts/unmap-pages': 0.5, 'ts/map-unmap-pages': 0.25 }
  const result = timed(({ row }) => times[row] ?? 1)
  const step = () => figure(analyse(result), '2M@4K', 'map-unmap-pages', 'sum').steps[0]
  near(step()?.interval.estimate, 2)
  for (const cell of result.cells) delete cell.ns['ts/unmap-pages']
  assert.equal(step()?.over, 'ts/per-page')
  near(step()?.interval.estimate, 4)
})

test('a row that tells its choices is known by them, and a shape of no name has no steps', () => {
  const [cell] = every.cells
  const punt = every.rows.find(({ id }) => id === 'ts/punt')
  assert.ok(cell && punt)
  const own: Row = { ...punt, id: 'x', shape: 'punt-range' }
  assert.deepEqual(stepsOf(own, [punt], cell)[0]?.changes, ['gather'])
  const shown: Row = {
    ...own,
    choices: {
      map: 'operation',
      unmap: 'operation',
      driver: 'forwards',
      walk: 'run',
      gather: 'leaf',
      writeBack: 'run',
    },
  }
  assert.deepEqual(stepsOf(shown, [punt], cell)[0]?.changes, [])
  assert.deepEqual(stepsOf({ ...own, shape: 'toString' }, [punt], cell), [])
})
