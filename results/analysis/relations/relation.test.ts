import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'
import { isExplained } from '../figures/judged-of.js'
import { figure, near, timed } from '../testing.js'
import { relationOf } from './relation.js'

/** Map of unmap-pages counts what per-page's does; it takes `factor` times as long. */
function alike(factor: number, change: (result: Result) => void = () => {}): Result {
  const result = timed(
    ({ row }) => (row === 'ts/unmap-pages' ? factor : 1),
    syntheticResult({ instructions: true }),
  )
  change(result)
  return result
}

const mapOf = (result: Result) => figure(analyse(result), '64K@4K', 'unmap-pages', 'map')

/** So many instructions a page more in every cell. */
const more = (perPage: number) => (result: Result) => {
  for (const { bytes, instructions } of result.cells) {
    const own = instructions?.['ts/unmap-pages']
    if (own?.map !== undefined) own.map += (perPage * (bytes.map ?? 0)) / 4096
  }
}

function without(result: Result): void {
  for (const cell of result.cells) delete cell.instructions
}

test('equal counters and equal instructions are the same work; apart in time even so is reported', () => {
  assert.equal(mapOf(alike(1)).work, 'same-work')
  assert.equal(mapOf(alike(1)).verdict, 'not-resolved')
  const apart = alike(1.05)
  assert.equal(mapOf(apart).work, 'same-work')
  assert.equal(mapOf(apart).verdict, 'resolved')
  const { warnings } = analyse(apart)
  assert.ok(
    warnings.some(({ code, cells }) => code === 'same-work-apart' && cells?.includes('64K@4K')),
  )
})

test('equal counters with other instructions are the same calls, so many instructions more', () => {
  const one = mapOf(alike(1.2, more(8)))
  assert.equal(one.work, 'same-calls')
  near(one.moreInstructions, 8)
  assert.equal(one.side, 'below')
  near(mapOf(alike(1, more(-3))).moreInstructions, -3)
  // Two counts of the same agree within a tenth, where that is less than one of the operation.
  const small = (perPage: number) =>
    figure(analyse(alike(1, more(perPage))), '4K@4K', 'unmap-pages', 'map').work
  assert.equal(small(0.09), 'same-work')
  assert.equal(small(0.11), 'same-calls')
})

test('a fixed part that differs is seen in a buffer of many pages too', () => {
  const work = (perOperation: number, id = '2M@4K') => {
    const result = alike(1, ({ cells }) => {
      for (const { instructions, operations } of cells) {
        const own = instructions?.['ts/unmap-pages']
        if (own?.map !== undefined) own.map += perOperation * (operations.map ?? 0)
      }
    })
    return figure(analyse(result), id, 'unmap-pages', 'map')
  }
  assert.equal(work(51).work, 'same-calls')
  near(work(51).moreInstructions, 51 / 512)
  assert.equal(work(51, '64M@4K').work, 'same-calls')
  assert.equal(work(0.9).work, 'same-work')
  assert.equal(work(-1.1).work, 'same-calls')
})

test('more instructions explain a row that is slower, and fewer one that is faster', () => {
  const known = { verdict: 'resolved', work: 'same-calls' } as const
  assert.ok(isExplained({ ...known, side: 'below', moreInstructions: 8 }))
  assert.ok(isExplained({ ...known, side: 'above', moreInstructions: -8 }))
  assert.ok(!isExplained({ ...known, side: 'above', moreInstructions: 8 }))
  assert.ok(!isExplained({ ...known, side: 'below', moreInstructions: -8 }))
  assert.ok(!isExplained({ ...known, side: 'below' }))
  assert.ok(isExplained({ side: 'above', work: 'differs' }))
})

test('equal counters, unknown instructions and other times are a contradiction', () => {
  const one = mapOf(alike(1.2, without))
  assert.equal(one.work, 'contradiction')
  near(one.speedup?.estimate, 1 / 1.2)
  assert.ok(analyse(alike(1.2, without)).warnings.some(({ code }) => code === 'contradiction'))
  assert.equal(mapOf(alike(1, without)).work, 'same-calls')
  assert.ok(!analyse(alike(1, without)).warnings.some(({ code }) => code === 'contradiction'))
})

test('more is told of the row itself, whichever of the two stands above the line', () => {
  const analysis = analyse(alike(1, more(8)))
  // 4K are mapped in one call by every shape.
  const left = figure(analysis, '4K@4K', 'unmap-pages', 'map').left['punt-range']
  near(left?.moreInstructions, 8)
  const [step] = figure(analysis, '4K@4K', 'map-unmap-pages', 'map').steps
  assert.equal(step?.over, 'ts/unmap-pages')
  near(step?.moreInstructions, -8)
})

test('instructions are reported for an operation and a page, for both directions together', () => {
  const result = alike(1)
  const cell = result.cells[1]
  const own = cell?.instructions?.['ts/per-page']
  assert.ok(cell && own?.map !== undefined && own.unmap !== undefined)
  const { instructions } = figure(analyse(result), cell.id, 'per-page', 'sum')
  near(instructions?.perOperation, (own.map + own.unmap) / 64)
  near(instructions?.perPage, (own.map + own.unmap) / 64 / 16)
  delete own.map
  assert.equal(figure(analyse(result), cell.id, 'per-page', 'sum').instructions, undefined)
  assert.equal(figure(analyse(result), cell.id, 'per-page~null', 'unmap').instructions, undefined)
})

test('without counts nothing is the same', () => {
  const result = alike(1)
  for (const cell of result.cells) cell.counts = {}
  assert.equal(mapOf(result).work, 'differs')
  for (const cell of result.cells) {
    cell.counts = { 'ts/per-page': { map: {} }, 'ts/unmap-pages': { map: {} } }
  }
  assert.equal(mapOf(result).work, 'differs')
})

test('fewer instructions are other work, as more are, of a page and of an operation', () => {
  const relation = (moreInstructions: number, moreAnOperation: number) =>
    relationOf({ sameCalls: true, moreInstructions, moreAnOperation }, true).work
  for (const sign of [1, -1]) {
    assert.equal(relation(sign * 0.1, sign), 'same-work')
    assert.equal(relation(sign * 0.2, 0), 'same-calls')
    assert.equal(relation(0, sign * 1.1), 'same-calls')
  }
})
