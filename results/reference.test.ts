/** The committed reference run can still be read, and the README quotes it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'
import { analyse, type Interval, loadResult } from './index.js'

function quoted({ estimate, low, high }: Interval): string {
  return `${estimate.toFixed(1)} x [${low.toFixed(1)}, ${high.toFixed(1)}]`
}

test('the README tells the means of the reference run', () => {
  const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8')
  const { means } = analyse(loadResult(join(projectRoot(), 'results', 'reference')))
  const told = [
    ['ts/unmap-pages', 'unmap'],
    ['ts/unmap-pages', 'sum'],
    ['ts/map-unmap-pages', 'sum'],
  ]
  for (const [row, op] of told) {
    const mean = means.find((one) => one.layout === 'keep' && one.row === row && one.op === op)
    assert.ok(mean, `${row} ${op}`)
    assert.ok(readme.includes(quoted(mean.speedup)), `${row} ${op}: ${quoted(mean.speedup)}`)
  }
})
