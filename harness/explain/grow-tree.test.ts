import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collapse } from './collapse.js'
import type { Event } from './event.js'
import { growTree } from './grow-tree.js'
import type { OperationStep } from './tree.js'
import { treeLines } from './tree-lines.js'

const OPERATION: OperationStep = {
  type: 'operation',
  op: 'unmap',
  iova: 0,
  size: 4096,
  bytes: 4096,
  error: 0,
}
const visit = (level: number): Event => ({ type: 'visit', level })
const read = (level: number): Event => ({ type: 'read', level, index: 0, count: 1 })
const write = (level: number): Event => ({ type: 'write', level, index: 0, count: 1 })

/** Steps below the operation, by their indentation. */
function linesOf(...events: Event[]): string[] {
  const lines = treeLines(collapse(growTree(OPERATION, events)), 100)
  return lines.slice(1).map(({ depth, text }) => ' '.repeat(depth - 1) + text)
}

test('tables of one level stand side by side', () => {
  assert.deepEqual(linesOf(visit(0), visit(1), visit(1)), ['level 0', ' level 1', ' level 1'])
})

test('a table that is left continues where it was', () => {
  assert.deepEqual(linesOf(visit(0), read(0), visit(1), read(1), write(0)), [
    'level 0: read [0]',
    ' level 1: read [0]',
    'level 0 again: write [0]',
  ])
})

test('a pte may be read before its table is entered', () => {
  assert.deepEqual(linesOf(read(0), visit(0), write(0)), ['level 0: read [0], write [0]'])
})

test('a table that no walk enters is marked, and not folded with those that are entered', () => {
  const entered = [visit(1), read(1), read(0)]
  assert.deepEqual(linesOf(visit(0), read(1), read(0), ...entered, ...entered), [
    'level 0',
    ' level 1, beside the walk: read [0]',
    'level 0 again: read [0]',
    ' level 1: read [0]',
    'level 0 again: read [0]',
    ' level 1: read [0]',
    'level 0 again: read [0]',
  ])
})
