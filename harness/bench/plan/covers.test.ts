import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compileTape,
  type DomainConfig,
  GIB,
  KIB,
  MAP,
  MIB,
  type Operation,
  PAGE,
  type Semantics,
  UNMAP,
} from '../../../engines/index.js'
import { domainOf, engineOf } from '../../../engines/testing.js'
import type { Cell } from '../../../workloads/index.js'
import { uncovered } from './covers.js'

const IO_PGTABLE = engineOf('map-unmap-pages').semantics
const GENERIC_PT = engineOf('clear-first').semantics

function traceOf(operations: Operation[], domain: DomainConfig = domainOf()): Cell {
  const tape = compileTape([{ op: 'mixed', timed: true, operations }])
  return {
    id: 'trace:test',
    title: 'test',
    workload: 'trace',
    mode: 'coherent-strict',
    domain,
    ops: ['mixed'],
    maxSlots: 1,
    compile: () => tape,
  }
}

const BLOCK = { op: MAP, iova: GIB, paddr: GIB, size: 2 * MIB } as const
const unmap = (iova: number, size: number) => ({ op: UNMAP, iova, paddr: 0, size }) as const

test('unmapping a part of a block is for those alone who split it', () => {
  const cell = traceOf([BLOCK, unmap(GIB, 64 * KIB), unmap(GIB + 64 * KIB, 2 * MIB - 64 * KIB)])
  assert.equal(uncovered(cell, IO_PGTABLE), undefined)
  assert.match(
    uncovered(cell, GENERIC_PT) ?? '',
    /^unmap of 64K at 0x40000000 has another result .* inside a block is removed/,
  )
  const refused: Semantics = { ...IO_PGTABLE, insideBlock: 'refused' }
  assert.match(uncovered(cell, refused) ?? '', /inside a block is refused/)
  assert.match(
    uncovered(cell, { ...IO_PGTABLE, insideBlock: 'excluded' }) ?? '',
    /^unmap of 64K at 0x40000000 reaches into a block, whose split adds/,
  )
})

test('whole blocks, and parts of ranges without blocks, are for all', () => {
  const whole = traceOf([BLOCK, unmap(GIB, 2 * MIB)])
  assert.equal(uncovered(whole, GENERIC_PT), undefined)
  assert.equal(uncovered(whole, { ...IO_PGTABLE, insideBlock: 'excluded' }), undefined)
  const pages = traceOf(
    [BLOCK, unmap(GIB, PAGE), unmap(GIB + PAGE, 2 * MIB - PAGE)],
    domainOf({ pgsizeBitmap: PAGE }),
  )
  assert.equal(uncovered(pages, GENERIC_PT), undefined)
})
