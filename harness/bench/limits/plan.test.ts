import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { KIB, MIB } from '../../../engines/contract/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { newFolder } from '../../testing/suites.js'
import { cacheBytes } from './caches.js'
import { planLimits } from './plan.js'

function swept(bufferBytes: number, slots: number) {
  const cell = sweepCell({
    bufferBytes,
    pageSizes: ['4K'],
    alignment: 'aligned',
    mode: 'coherent-strict',
  })
  return { cell, tape: cell.compile(slots) }
}

test('ptes are those of the buffers that the run sweeps, a table of them at the least', () => {
  const cells = [swept(4 * KIB, 3), swept(2 * MIB, 1), swept(64 * MIB, 1)]
  const plan = planLimits(cells, [32 * KIB, 512 * KIB])
  assert.deepEqual(plan?.pteBytes, [4 * KIB, 128 * KIB])
  assert.deepEqual(plan?.loadBytes, [16 * KIB, 256 * KIB, 2 * MIB])
  assert.equal(plan?.tape, cells[0]?.tape, 'the tape with the most operations')
})

test('memory beyond the largest caches is left out where making its chain would take seconds', () => {
  const plan = planLimits([swept(4 * KIB, 1)], [32 * KIB, 512 * MIB])
  assert.deepEqual(plan?.loadBytes, [16 * KIB])
  assert.equal(planLimits([]), undefined)
})

test('caches are those that hold data, by level; usual ones where the system tells none', () => {
  const folder = newFolder()
  const tell = (index: string, level: string, type: string, size: string) => {
    mkdirSync(join(folder, index))
    for (const [file, text] of Object.entries({ level, type, size })) {
      writeFileSync(join(folder, index, file), `${text}\n`)
    }
  }
  assert.deepEqual(cacheBytes(folder), [32 * KIB, 512 * KIB, 16 * MIB])
  tell('index0', '1', 'Data', '48K')
  tell('index1', '1', 'Instruction', '64K')
  tell('index3', '3', 'Unified', '33792K')
  tell('index2', '2', 'Unified', '2M')
  assert.deepEqual(cacheBytes(folder), [48 * KIB, 2 * MIB, 33 * MIB])
})
