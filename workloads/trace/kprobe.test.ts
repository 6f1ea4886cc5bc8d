import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { InputError, KIB, MAP, UNMAP } from '../../engines/contract/index.js'
import { tracesFolder } from './bundled.js'
import { loadKernelOperations, loadKprobeCalls, parseCalls } from './kprobe.js'

const BUNDLED = join(tracesFolder(), 'kprobe', 'arm64-6.1-strict-nvme_seq1m.kp.txt.gz')

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-kprobe-'))
after(() => rmSync(folder, { recursive: true }))

const COLUMNS = 'dd-1 [000] d.... 1.0: '
const FIRST = `${COLUMNS}pgt_map: (arm_lpae_map_pages+0x0/0x170) ops=0xff20 iova=0x1ff000 pa=0x5000 pgsize=0x1000 pgcount=0x3 prot=0x7`
const SECOND = `${COLUMNS}pgt_map: (arm_lpae_map_pages+0x0/0x170) ops=0xff20 iova=0x200000 pa=0x6000 pgsize=0x1000 pgcount=0x2 prot=0x7`
const OTHER = `${COLUMNS}pgt_unmap: (arm_lpae_unmap_pages+0x0/0x90) ops=0xff20 iova=0x1ff000 pgsize=0x1000 pgcount=0x3`
const EVENT = `${COLUMNS}map: IOMMU: iova=0x00000000001ff000 - 0x0000000000202000 paddr=0x0000000000005000 size=12288`

function fileOf(...lines: string[]): string {
  const path = join(folder, 'kprobe.txt')
  writeFileSync(path, lines.join('\n'))
  return path
}

test('the bundled oracle: one call a map and one an unmap of 256 pages', () => {
  const calls = loadKprobeCalls(BUNDLED)
  assert.equal(calls.filter(({ op }) => op === MAP).length, 14849)
  const unmaps = calls.filter(({ op }) => op === UNMAP)
  assert.equal(unmaps.length, 256)
  assert.ok(unmaps.every(({ pgsize, pgcount }) => pgsize === 4 * KIB && pgcount === 256))
  assert.equal(new Set(calls.map(({ table }) => table)).size, 1)
  assert.deepEqual(calls[0], {
    op: MAP,
    iova: 0xffe00000,
    paddr: 0x107766000,
    pgsize: 4096,
    pgcount: 1,
    table: '0xffff21f806484268',
    line: 13,
  })
})

test('every event of the bundled oracle is spanned by its calls', () => {
  const operations = loadKernelOperations(BUNDLED)
  assert.equal(operations.length, 14849 + 256)
  assert.ok(operations.every(({ calls }) => calls.length === 1))
})

test('a call that ends with its table is followed by one for the rest', () => {
  const [operation] = loadKernelOperations(fileOf(OTHER, FIRST, SECOND, EVENT))
  assert.deepEqual(
    operation?.calls.map(({ line }) => line),
    [2, 3],
  )
})

test('calls that do not span their event are refused', () => {
  for (const lines of [[FIRST.replace('0x3 prot', '0x1 prot'), EVENT], [SECOND, EVENT], [EVENT]]) {
    assert.throws(() => loadKernelOperations(fileOf(...lines)), InputError)
  }
})

test('a damaged call is refused with its line', () => {
  assert.throws(
    () => parseCalls(`${FIRST}\n${SECOND.replace(' pa=0x6000', '')}`, 'own.txt'),
    (error) => error instanceof InputError && error.message.startsWith('own.txt:2: '),
  )
})

test('a trace without calls is refused', () => {
  assert.throws(() => loadKprobeCalls(fileOf(EVENT)), /has no pgt_map or pgt_unmap lines/)
})
