import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { KIB, MIB } from '../../engines/contract/index.js'
import { parseTrace, readTraceSync, tracesFolder } from '../../workloads/index.js'
import { type KernelCalls, KernelCallWatcher } from './kernel-calls.js'
import { kernelCallsText } from './kernel-calls-text.js'

interface Run {
  iova: number
  pgsize: number
  pgcount: number
}

function call(op: 'map' | 'unmap', { iova, pgcount, pgsize }: Run, name = `arm_lpae_${op}_pages`) {
  const pa = op === 'map' ? ' pa=0x5000000' : ''
  return `dd-1 [000] d.... 1.0: pgt_${op}: (${name}+0x0/0x170) ops=0xff20 iova=0x${iova.toString(16)}${pa} pgsize=0x${pgsize.toString(16)} pgcount=0x${pgcount.toString(16)} prot=0x7`
}

function map(iova: number, paddr: number, size: number): string {
  return `dd-1 [000] ..... 1.0: map: IOMMU: iova=0x${iova.toString(16)} - 0x${(iova + size).toString(16)} paddr=0x${paddr.toString(16)} size=${size}`
}

function unmap(iova: number, size: number, unmapped = size): string {
  return `dd-1 [000] ..... 1.0: unmap: IOMMU: iova=0x${iova.toString(16)} - 0x${(iova + size).toString(16)} size=${size} unmapped_size=${unmapped}`
}

function compared(...lines: string[]): KernelCalls {
  const watcher = new KernelCallWatcher()
  parseTrace(lines.join('\n'), 'own.txt', watcher)
  assert.ok(watcher.found !== undefined)
  return watcher.found
}

test('every bundled trace with kprobes: all calls are those of the running kernel', () => {
  const folder = join(tracesFolder(), 'kprobe')
  for (const file of readdirSync(folder)) {
    const watcher = new KernelCallWatcher()
    const { events } = readTraceSync(join(folder, file), watcher)
    assert.deepEqual(watcher.found?.first, undefined, file)
    assert.equal(watcher.found?.operations, events.length, file)
    assert.deepEqual(watcher.found?.pageSizes, [4 * KIB, 2 * MIB, 1024 * MIB])
  }
})

/** By hand: tables of the 16K granule have 2048 entries, so one of pages spans 32M. */
const PAGE_16K = 16 * KIB
const NEAR_END = 64 * MIB - 2 * PAGE_16K
const RUN_OVER_END = [
  { iova: NEAR_END, pgsize: PAGE_16K, pgcount: 5 },
  { iova: 64 * MIB, pgsize: PAGE_16K, pgcount: 3 },
]
const BLOCKS = { iova: 96 * MIB, pgsize: 32 * MIB, pgcount: 2 }

test('a 16K kernel: pages up to a table of 2048 entries, and blocks of 32M', () => {
  const found = compared(
    ...RUN_OVER_END.map((run) => call('map', run)),
    map(NEAR_END, 0x5004000, 5 * PAGE_16K),
    call('map', BLOCKS),
    map(96 * MIB, 32 * MIB, 64 * MIB),
    ...RUN_OVER_END.map((run) => call('unmap', run)),
    unmap(NEAR_END, 5 * PAGE_16K),
  )
  assert.deepEqual(found, {
    pageSizes: [PAGE_16K, 32 * MIB],
    operations: 3,
    calls: 5,
    different: 0,
  })
  assert.equal(
    kernelCallsText(found),
    "map-unmap-pages on pages of 16K, 32M makes the running kernel's calls for 3 of 3 operations (5 calls)",
  )
})

test('the first operation whose calls differ is named, with both', () => {
  const found = compared(
    call('map', RUN_OVER_END[0]),
    map(NEAR_END, 0x5004000, 5 * PAGE_16K),
    call('map', { ...BLOCKS, pgcount: 1 }),
    map(96 * MIB, 32 * MIB, 64 * MIB),
  )
  assert.equal(found.different, 2)
  assert.match(
    kernelCallsText(found),
    /for 0 of 2 operations \(2 calls\); the first that differs is on line 2, of 0x3ff8000 \+ 80K: the kernel map_pages\(0x3ff8000, 5 x 16K\), map-unmap-pages map_pages\(0x3ff8000, 5 x 16K\), map_pages\(0x4000000, 3 x 16K\)$/,
  )
})

test('an unmap that fell short, and what was not recorded whole, is left out', () => {
  const page = { iova: 0x1000, pgsize: 4096, pgcount: 1 }
  const found = compared(
    map(0x9000, 0x5000, 4096),
    call('unmap', { ...page, pgcount: 2 }),
    unmap(0x1000, 8192, 4096),
    call('map', page),
    map(0x1000, 0x5000, 4096),
  )
  assert.deepEqual([found.operations, found.different], [1, 0])
})

test('calls into another page table are not compared, and that is said', () => {
  const run = { iova: 0x1ff000, pgsize: 4096, pgcount: 3 }
  const found = compared(call('map', run, 'intel_iommu_map_pages'), map(0x1ff000, 0x5000, 3 * 4096))
  assert.equal(
    kernelCallsText(found),
    'intel_iommu_map_pages is no function of io-pgtable-arm: not compared',
  )
})

test('what lies before the START marker is not compared', () => {
  const page = { iova: 0x1000, pgsize: 4096, pgcount: 1 }
  const wrong = [call('map', { ...page, pgcount: 2 }), map(0x1000, 0x5000, 4096)]
  const right = [call('unmap', page), unmap(0x1000, 4096)]
  const marker = 'dd-1 [000] ..... 1.0: tracing_mark_write: START a'
  assert.deepEqual(compared(...wrong, marker, ...right).different, 0)
})
