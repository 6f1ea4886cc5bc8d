import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../../../engines/contract/index.js'
import { cellsOf, loadSuite } from '../../../workloads/index.js'
import { linesOf, tapeOfLines } from './operations.js'

test("every kind of cell's tape is read as it was written", () => {
  const cells = cellsOf(loadSuite('quick')).filter(({ id }) => !id.startsWith('64M'))
  assert.ok(cells.length > 10)
  for (const cell of cells) {
    const tape = cell.compile(1)
    const phases = JSON.parse(JSON.stringify(linesOf(tape)))
    assert.deepEqual(tapeOfLines(phases), tape, cell.id)
  }
})

test('phases that evict keep what they evict', () => {
  const cell = cellsOf(loadSuite('full')).find(({ cold }) => cold === 'late-unmap')
  const tape = cell?.compile(1)
  assert.ok(tape)
  assert.ok(tape.phases.some(({ evictBytes }) => evictBytes !== undefined))
  assert.deepEqual(tapeOfLines(linesOf(tape)).phases, tape.phases)
})

test('a line that is no operation is named', () => {
  for (const line of ['map 0x1000 0x2000', 'unmap 0x1000', 'move 1 2 3', 'unmap 0x1000 many']) {
    assert.throws(
      () => tapeOfLines([{ op: 'mixed', timed: true, operations: [line] }]),
      (error) => error instanceof InputError && error.message.startsWith(JSON.stringify(line)),
    )
  }
})
