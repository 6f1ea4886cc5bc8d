import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../../engines/contract/index.js'
import { CROSS_TALK, crossTalkOf } from './cross-talk.js'

const TRACE = 'trace:arm64-6.1-strict-e1000e_tcp1500'
const rounds = { generation: [0], linkOrder: [3], order: [[]] }
const row = (shape: string) => ({ role: 'shape' as const, shape })

test('the list is that of docs/cross-talk.md: speed-ups that are not shown to be those of rows alone', () => {
  const page = readFileSync(join(projectRoot(), 'docs', 'cross-talk.md'), 'utf8')
  const [, listed = ''] = page.split(/^## Speed-ups that are not shown.*$/m)
  const shown = [
    ...listed.matchAll(/^\| (\S+) \| native\/(\S+) \| (\w+) \| .*\[(\S+), (\S+)\] \|$/gm),
  ]
    .filter(([, , shape]) => !shape.endsWith('~null'))
    .map(([, cell, shape, op, low, high]) => ({
      cell,
      shape,
      op,
      bound: Number((Math.max(Math.abs(Number(low)), Math.abs(Number(high))) / 100).toFixed(4)),
    }))
  const sorted = (all: ReadonlyArray<object>) =>
    all.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort()
  assert.deepEqual(sorted(CROSS_TALK), sorted(shown))
})

test('a ratio is bounded by the worse of its rows, in its own cell and direction', () => {
  const of = (...shapes: string[]) => crossTalkOf({ id: TRACE, rounds }, shapes.map(row), 'mixed')
  assert.equal(of('per-page', 'punt'), 0)
  assert.equal(of('per-page', 'unmap-pages'), Math.log1p(0.0217))
  assert.equal(of('range-gather', 'punt-range'), Math.log1p(0.0272))
  assert.equal(crossTalkOf({ id: '64M@4K', rounds }, [row('unmap-pages')], 'unmap'), 0)
})

test('rows of older results shared no process', () => {
  const older = { generation: [0], order: [[]] }
  assert.equal(crossTalkOf({ id: TRACE, rounds: older }, [row('punt-range')], 'mixed'), 0)
})
