import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { InputError } from '../engines/contract/index.js'
import { tapeDigest } from './digest.js'
import { cellsOf, loadSuite, suiteNames } from './suite.js'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-suite-'))
after(() => rmSync(folder, { recursive: true }))

const SWEEP = { sizes: ['4K', '64K'], pageSizes: ['4K'] }

/** Writes a suite that is valid but for what `change` puts in, and returns its path. */
function suiteFile(change: Record<string, unknown> = {}): string {
  const path = join(folder, 'mine.json')
  const valid = {
    name: 'mine',
    summary: 'Of my own',
    engines: ['ts/per-page', 'ts/punt-range'],
    seconds: 20,
    generations: 3,
    cells: [{ sweep: SWEEP }],
  }
  writeFileSync(path, JSON.stringify({ ...valid, ...change }))
  return path
}

function idsOf(change: Record<string, unknown> = {}): string[] {
  return cellsOf(loadSuite(suiteFile(change))).map(({ id }) => id)
}

/** Asserts that a changed suite is refused with exactly this message after the file's name. */
function refused(change: Record<string, unknown>, message: string): void {
  assert.throws(
    () => idsOf(change),
    (error) => {
      assert.ok(error instanceof InputError)
      assert.equal(error.message, `${join(folder, 'mine.json')}: ${message}`)
      return true
    },
  )
}

test('the suites that come with the project are all valid', () => {
  assert.deepEqual(suiteNames(), ['full', 'quick', 'smoke'])
  for (const name of suiteNames()) {
    const suite = loadSuite(name)
    assert.equal(suite.name, name)
    assert.ok(cellsOf(suite).length >= 3)
  }
})

test('quick and smoke are the cells that they are known for', () => {
  assert.deepEqual(
    cellsOf(loadSuite('smoke')).map(({ id }) => id),
    ['4K@4K', '64K@4K', '2M@4K+2M~4K', 'trace:arm64-6.1-strict-nvme_seq1m'],
  )
  assert.deepEqual(
    cellsOf(loadSuite('quick')).map(({ id }) => id),
    [
      '4K@4K',
      '64K@4K',
      '1M@4K',
      '2M@4K',
      '64M@4K',
      '64M@4K+2M',
      '2M@4K+2M~4K',
      'trace:arm64-6.1-strict-nvme_seq1m',
    ],
  )
})

/** Pinned: whoever changes a tape changes what every figure was measured on. */
const QUICK_TAPES: Record<string, string> = {
  '4K@4K': '4d037ee0c29bc3a11619a787111e95e7080733b4695951cf407798cbba9436b2',
  '64K@4K': 'c6d4fb9d38c2437f3733163b468033e3ca11cb636ef11a7a9a1278943debadeb',
  '1M@4K': '544acfbf639245ba33a48f1f7bb4cbd2b4d49b9a0c86dd97ef72e0a754f3b048',
  '2M@4K': 'de45f59c7260e9440f9aa9428fb1f64ea20ee5a3a7fd1b394c943447c4839517',
  '64M@4K': 'd5dad8da7ac2649baf45a2b201ff552bfe626b369bb15719e50a792a9cb5f67c',
  '64M@4K+2M': 'd5dad8da7ac2649baf45a2b201ff552bfe626b369bb15719e50a792a9cb5f67c',
  '2M@4K+2M~4K': 'a4b341ec0cc3d03723b4b2d0b1d0f611b2fa2857034bae338cc65e4f3c80c241',
  'trace:arm64-6.1-strict-nvme_seq1m':
    'eac579fc8edd38eb34b2d14d336ecd44d820e48df4054cd4d37a61e30d4d5e4b',
}

test('the tapes of the quick suite, with 4 slots', () => {
  const digests = cellsOf(loadSuite('quick')).map((cell) => [
    cell.id,
    tapeDigest(cell.compile(Math.min(4, cell.maxSlots))),
  ])
  assert.deepEqual(Object.fromEntries(digests), QUICK_TAPES)
})

test('a suite of the user is named by its path', () => {
  const suite = loadSuite(suiteFile())
  assert.equal(suite.generations, 3)
  assert.deepEqual(suite.engines, ['ts/per-page', 'ts/punt-range'])
  assert.deepEqual(idsOf(), ['4K@4K', '64K@4K'])
})

test('offset and mode reach the cell', () => {
  const sweep = { ...SWEEP, sizes: ['2M'], pageSizes: ['4K', '2M'] }
  assert.deepEqual(idsOf({ cells: [{ sweep: { ...sweep, paddrOffset: '8K' } }] }), ['2M@4K+2M~8K'])
  const [cell] = cellsOf(
    loadSuite(suiteFile({ cells: [{ sweep: { ...sweep, mode: 'non-coherent' } }] })),
  )
  assert.equal(cell?.id, '2M@4K+2M/non-coherent')
  assert.equal(cell?.domain.coherent, false)
})

test('a trace of the user is found beside the suite', () => {
  writeFileSync(
    join(folder, 'own.trace.txt'),
    'dd-1 [000] ..... 1.0: map: IOMMU: iova=0x0000000000001000 - 0x0000000000002000 paddr=0x0000000000003000 size=4096\n',
  )
  const replay = { ias: 39, oas: 40, pageSizes: ['4K'], mode: 'coherent-lazy' }
  const cells = cellsOf(
    loadSuite(
      suiteFile({ cells: [{ trace: 'own.trace.txt' }, { trace: 'own.trace.txt', replay }] }),
    ),
  )
  assert.deepEqual(
    cells.map(({ id }) => id),
    ['trace:own.trace', 'trace:own.trace@4K/lazy'],
  )
  assert.deepEqual(cells[1]?.domain, {
    ias: 39,
    oas: 40,
    pgsizeBitmap: 0x1000,
    coherent: true,
    strict: false,
  })
  assert.equal(cells[0]?.compile(1).op.length, 2)
})

test('an unknown suite names the nearest', () => {
  assert.throws(
    () => loadSuite('smok'),
    (error) =>
      error instanceof InputError &&
      error.message ===
        'suite smok is neither one of full, quick, smoke nor a file (did you mean smoke?)',
  )
})

test('errors name the file, the place, the value and the way out', () => {
  refused(
    { cells: [{ sweep: { ...SWEEP, sizes: ['4K', '5Q'] } }] },
    'cells[0].sweep.sizes[1]: "5Q" is no size; write 4K, 2M, 1G or plain bytes',
  )
  refused(
    { cells: [{ sweep: { ...SWEEP, pageSizes: ['3M'] } }] },
    'cells[0].sweep.pageSizes[0]: "3M" is none of 4K, 2M, 1G (did you mean 2M?)',
  )
  refused(
    { cells: [{ sweep: { ...SWEEP, mode: 'lazy' } }] },
    'cells[0].sweep.mode: "lazy" is none of coherent-strict, coherent-lazy, non-coherent' +
      ' (did you mean coherent-lazy?)',
  )
  refused({ generation: 5 }, 'no key generation here (did you mean generations?)')
  refused(
    { cells: [{ sweep: { ...SWEEP, size: ['4K'] } }] },
    'cells[0].sweep: no key size here (did you mean sizes?)',
  )
  refused({ engines: undefined }, 'engines: is missing')
  refused({ generations: '5' }, 'generations: "5" is no number')
  refused({ generations: 0 }, 'generations: 0 is below 1')
  refused(
    { engines: ['per-page'] },
    'engines[0]: "per-page" is no engine; write TIER/SHAPE, such as ts/per-page',
  )
  refused({ engines: ['a/b', 'a/b'] }, 'engines: ["a/b","a/b"] names an engine twice')
  refused({ cells: [{}] }, 'cells[0]: {} needs either sweep or trace')
  refused(
    { cells: [{ sweep: { ...SWEEP, sizes: ['6000'] } }] },
    'cells[0].sweep.sizes[0]: buffer 6000 is no multiple of the smallest page, 4K',
  )
})

test('a cell that is there twice is an error', () => {
  refused(
    { cells: [{ sweep: SWEEP }, { sweep: { ...SWEEP, sizes: ['65536'] } }] },
    'cells[1].sweep.sizes[0]: cell 64K@4K is there already, at cells[0].sweep.sizes[1]',
  )
})

test('a trace that is not there names the nearest bundled one', () => {
  assert.throws(
    () => idsOf({ cells: [{ trace: 'arm64-nvme' }] }),
    (error) =>
      error instanceof InputError &&
      error.message.includes(
        'cells[0].trace: trace arm64-nvme is neither bundled nor a file ' +
          '(did you mean arm64-6.1-strict-nvme_seq1m?); looked for ',
      ),
  )
})

test('text that is no JSON is told with its line', () => {
  const path = suiteFile()
  writeFileSync(path, '{\n  "name": "mine",\n}\n')
  assert.throws(
    () => loadSuite(path),
    (error) => error instanceof InputError && error.message.startsWith(`${path}:3: is no JSON: `),
  )
})
