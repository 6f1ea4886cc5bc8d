/** Pinned: whoever changes a tape changes what every figure was measured on. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { projectRoot } from '../engines/contract/index.js'
import type { Cell } from './cell/cell.js'
import { coldCell } from './cold/cell.js'
import { cellsOf } from './expand.js'
import { loadSuite } from './suite.js'
import { tapeDigest } from './testing.js'

const SNAPSHOT = join(projectRoot(), 'workloads', 'tape-digests.json')

/** Buffers on tapes that have slots. */
const SLOTS = 4

/** Cells of suites, one or more of every kind. */
const PINNED = [
  '4K@4K',
  '64M@4K',
  '64M@4K+2M',
  '1G@4K+2M+1G',
  '2M@4K+2M/not-co-aligned',
  '4M@4K+2M/unaligned',
  '1M@4K/scatter-16K',
  '2M@4K/mapped-by-page',
  '2M@4K+2M/scatter-4K',
  '8M@4K+2M/scatter-7x1M+13x64K+48x4K',
  '2M@4K/lazy',
  '2M@4K/non-coherent',
  'mix:small-fifo',
  'mix:small-lifo',
  'mix:small-random',
  'mix:small-ring',
  'mix:pages-and-blocks',
  'mix:blocks',
  'rollback:4M@4K/EEXIST/first-page',
  'rollback:4M@4K/EEXIST/mid-run',
  'rollback:4M@4K/EEXIST/table-end',
  'rollback:4M@4K+2M/EEXIST/second-size',
  'rollback:4M@4K/ENOMEM/first-page',
  'rollback:4M@4K/ENOMEM/table-end',
  'rollback:5M@4K+2M/ENOMEM/second-size',
  'cold:late-unmap/64K@4K',
  'cold:first-map/4K@4K+2M',
  'trace:amd64-6.1-lazy-nvme_ext4',
  'trace:arm64-6.1-forcedac-vfio_vm4k',
  'trace:arm64-6.1-strict-boot',
  'trace:arm64-6.1-strict-e1000e_tcp1500',
  'trace:arm64-6.1-strict-mixed',
  'trace:arm64-6.1-strict-nvme_seq1m',
  'trace:arm64_16k-7.3-strict-nvme_ext4',
]

function pinnedCells(): Cell[] {
  const cells = new Map(cellsOf(loadSuite('full')).map((cell) => [cell.id, cell]))
  const tables = { kind: 'tables', bufferBytes: 4096, tableBytes: 2 ** 20 } as const
  return [
    ...PINNED.map((id) => cells.get(id) ?? assert.fail(`full has no cell ${id}`)),
    coldCell({ ...tables, pageSizes: ['4K'], mode: 'coherent-strict' }),
  ]
}

const CELLS = pinnedCells()

test('tapes are those that were pinned', () => {
  const digests = Object.fromEntries(
    CELLS.map((cell) => [cell.id, tapeDigest(cell.compile(Math.min(SLOTS, cell.maxSlots)))]),
  )
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    writeFileSync(SNAPSHOT, `${JSON.stringify(digests, null, 2)}\n`)
  }
  const pinned = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(SNAPSHOT, 'utf8')))
  const advice = 'if the tapes were meant to change, accept them with UPDATE_SNAPSHOTS=1'
  for (const [id, digest] of Object.entries(digests)) {
    assert.equal(digest, pinned[id], `the tape of ${id} changed; ${advice}`)
  }
  assert.deepEqual(Object.keys(pinned), Object.keys(digests), advice)
})

test('a cell compiles to the same tape twice', () => {
  for (const cell of CELLS) {
    if (cell.workload === 'trace') continue
    const slots = Math.min(2, cell.maxSlots)
    assert.equal(tapeDigest(cell.compile(slots)), tapeDigest(cell.compile(slots)), cell.id)
  }
})
