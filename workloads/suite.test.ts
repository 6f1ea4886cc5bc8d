import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  ALIGNMENTS,
  COLD,
  FAILING_AT,
  InputError,
  MODES,
  WORKLOADS,
} from '../engines/contract/index.js'
import { cellsOf, redundantCells } from './expand.js'
import { LIFETIMES } from './mix/lifetime.js'
import { loadSuite, suiteNames } from './suite.js'
import { timedAnywhere } from './suite-schema.js'
import { sweepCell } from './sweep/cell.js'
import { sweepProduct } from './sweep/entry.js'
import { signatureOf } from './sweep/signature.js'
import { traceNames } from './trace/index.js'

const TRACE = 'arm64-6.1-strict-nvme_seq1m'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-suite-'))
after(() => rmSync(folder, { recursive: true }))

const SWEEP = { sizes: ['4K', '64K'] }

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
  assert.deepEqual(suiteNames(), ['contiguous', 'full', 'granules', 'kernel', 'quick', 'smoke'])
  for (const name of suiteNames()) {
    const suite = loadSuite(name)
    assert.equal(suite.name, name)
    assert.ok(cellsOf(suite).length >= 3)
  }
})

test('smoke and quick are the cells that they are known for', () => {
  const ids = (name: string) => cellsOf(loadSuite(name)).map(({ id }) => id)
  assert.deepEqual(ids('smoke'), [
    '4K@4K',
    '64K@4K',
    '2M@4K+2M/not-co-aligned',
    'rollback:2M@4K/EEXIST/mid-run',
    'trace:arm64-6.1-strict-nvme_seq1m',
  ])
  assert.deepEqual(ids('quick'), [
    '4K@4K',
    '64K@4K',
    '128K@4K',
    '2M@4K',
    '64M@4K',
    '2M@4K+2M/not-co-aligned',
    '2M@4K+2M',
    '1M@4K/scatter-16K',
    'mix:pages-and-blocks',
    'rollback:4M@4K/EEXIST/mid-run',
    'trace:arm64-6.1-strict-nvme_seq1m',
    'trace:arm64-6.1-strict-e1000e_tcp1500',
    '2M@4K/lazy',
    '2M@4K/non-coherent',
  ])
})

test('full has every cell of quick', () => {
  const full = new Set(cellsOf(loadSuite('full')).map(({ id }) => id))
  const missing = cellsOf(loadSuite('quick')).filter(({ id }) => !full.has(id))
  assert.deepEqual(
    missing.map(({ id }) => id),
    [],
  )
})

test('full has every workload, mode, lifetime, place to fail at and trace', () => {
  const suite = loadSuite('full')
  const cells = cellsOf(suite)
  const every = <T>(values: Array<T | undefined>) =>
    new Set(values.filter((value) => value !== undefined))
  assert.deepEqual(every(cells.map(({ workload }) => workload)), new Set(WORKLOADS))
  assert.deepEqual(every(cells.map(({ mode }) => mode)), new Set(MODES))
  assert.deepEqual(every(cells.map(({ alignment }) => alignment)), new Set(ALIGNMENTS))
  assert.deepEqual(every(cells.map(({ failing }) => failing?.at)), new Set(FAILING_AT))
  assert.deepEqual(every(cells.map(({ cold }) => cold)), new Set(COLD))
  assert.deepEqual(every(suite.cells.map(({ mix }) => mix?.lifetime)), new Set(LIFETIMES))
  assert.deepEqual(every(suite.cells.map(({ trace }) => trace)), new Set(traceNames()))
})

test('no two sweep cells of full are equal work', () => {
  const suite = loadSuite('full')
  const left = new Set(redundantCells(suite).map(({ id }) => id))
  const made = suite.cells
    .flatMap(({ sweep }) => (sweep === undefined ? [] : sweepProduct(sweep)))
    .filter(({ options }) => !left.has(sweepCell(options).id))
  const signatures = new Set(made.map(({ options }) => signatureOf(options)))
  assert.ok(made.length > 60)
  assert.equal(signatures.size, made.length)
})

test('a suite of the user is named by its path', () => {
  const suite = loadSuite(suiteFile())
  assert.equal(suite.generations, 3)
  assert.deepEqual(suite.engines, ['ts/per-page', 'ts/punt-range'])
  assert.deepEqual(idsOf(), ['4K@4K', '64K@4K'])
})

test('a sweep is the product of its lists, sizes changing first', () => {
  const sweep = {
    sizes: ['64K', '2M'],
    pageSizes: ['4K', '4K+2M'],
    alignments: ['aligned', 'not-co-aligned'],
    segments: ['none', '16K'],
    modes: ['coherent-strict', 'coherent-lazy'],
  }
  assert.deepEqual(idsOf({ cells: [{ sweep: { ...sweep, modes: ['coherent-strict'] } }] }), [
    '64K@4K',
    '2M@4K',
    '2M@4K+2M',
    '2M@4K+2M/not-co-aligned',
    '64K@4K/scatter-16K',
    '2M@4K/scatter-16K',
    '2M@4K+2M/scatter-16K',
  ])
  assert.equal(idsOf({ cells: [{ sweep }] }).length, 14)
})

test('what is equal work is made once, and told', () => {
  const sweep = { sizes: ['64K', '2M'], pageSizes: ['4K', '4K+2M'], alignments: ['not-co-aligned'] }
  const suite = loadSuite(suiteFile({ cells: [{ sweep }, { sweep: { sizes: ['64K'] } }] }))
  assert.deepEqual(
    cellsOf(suite).map(({ id }) => id),
    ['64K@4K/not-co-aligned', '2M@4K/not-co-aligned', '2M@4K+2M/not-co-aligned', '64K@4K'],
    'entries are for themselves: who writes a cell down gets it',
  )
  assert.deepEqual(redundantCells(suite), [
    {
      id: '64K@4K+2M/not-co-aligned',
      title: '64K buffer, 4K and 2M pages, paddr 4K off its alignment',
      sameAs: '64K@4K/not-co-aligned',
    },
  ])
})

test('buffers may be mapped page by page, beside those that are mapped as one', () => {
  const sweep = { sizes: ['64K', '2M'], alignments: ['aligned', 'unaligned'] }
  assert.deepEqual(
    idsOf({ cells: [{ sweep: { sizes: ['64K'] } }, { sweep: { ...sweep, mapped: 'by-page' } }] }),
    [
      '64K@4K',
      '64K@4K/mapped-by-page',
      '2M@4K/mapped-by-page',
      '64K@4K/unaligned/mapped-by-page',
      '2M@4K/unaligned/mapped-by-page',
    ],
  )
  refused(
    { cells: [{ sweep: { ...sweep, pageSizes: ['4K+2M'], mapped: 'by-page' } }] },
    'cells[0].sweep.sizes[0]: page sizes 4K+2M are not mapped by page; take 4K alone',
  )
  refused(
    { cells: [{ sweep: { ...sweep, mapped: 'page' } }] },
    'cells[0].sweep.mapped: "page" is none of as-one, by-page (did you mean by-page?)',
  )
})

test('segments that do not fit a buffer are left out, but not all of them', () => {
  const sweep = { sizes: ['4K', '64K'], segments: ['16K'] }
  assert.deepEqual(idsOf({ cells: [{ sweep }] }), ['64K@4K/scatter-16K'])
  refused(
    { cells: [{ sweep: { ...sweep, sizes: ['4K'] } }] },
    'cells[0].sweep: makes no cell: 16K divides no buffer',
  )
})

test('a scatter list is a buffer of its own, or fills one again and again', () => {
  const list = '3x1M+5x64K+7x4K'
  assert.deepEqual(idsOf({ cells: [{ sweep: { sizes: [list, '4x16K', '1020K', '12K'] } }] }), [
    '3420K@4K/scatter-3x1M+5x64K+7x4K',
    '64K@4K/scatter-16K',
    '1020K@4K',
    '12K@4K',
  ])
  const sweep = { sizes: ['3420K', '6840K', '8M'], segments: [list, '4x1M'] }
  assert.deepEqual(idsOf({ cells: [{ sweep }] }), [
    '3420K@4K/scatter-3x1M+5x64K+7x4K',
    '6840K@4K/scatter-3x1M+5x64K+7x4K',
    '8M@4K/scatter-1M',
  ])
  refused(
    { cells: [{ sweep: { sizes: ['8M'], segments: [list] } }] },
    'cells[0].sweep: makes no cell: 3x1M+5x64K+7x4K, 3420K in all, divides no buffer',
  )
  refused(
    { cells: [{ sweep: { sizes: ['4K', list], segments: ['16K'] } }] },
    `cells[0].sweep.sizes[1]: "${list}" is a scatter list of its own; leave out segments, or name its size alone`,
  )
  refused(
    { cells: [{ sweep: { sizes: ['1M+6K'] } }] },
    'cells[0].sweep.sizes[0]: buffer 1030K is no multiple of the smallest page, 4K',
  )
})

test('suites that users write make what they say, or say what is wrong', () => {
  // As a dma-buf heap gives memory, the largest pieces first.
  const heap = { sizes: ['8M'], segments: ['1M'], pageSizes: ['4K+2M'] }
  const [cell] = cellsOf(loadSuite(suiteFile({ cells: [{ sweep: heap }] })))
  assert.equal(cell.id, '8M@4K+2M/scatter-1M')
  assert.deepEqual([...cell.compile(1).size], [...Array(8).fill(2 ** 20), 2 ** 23])
  const lazy = { sizes: ['2M'], modes: ['non-coherent-lazy'] }
  const [both] = cellsOf(loadSuite(suiteFile({ cells: [{ sweep: lazy }] })))
  assert.equal(both.id, '2M@4K/non-coherent-lazy')
  assert.deepEqual([both.domain.coherent, both.domain.strict], [false, false])
  refused(
    { cells: [{ sweep: { sizes: ['64K'], ias: 52, quirks: ['TTBR1'] } }] },
    'cells[0].sweep: no key ias here; no key quirks here; there are sizes, pageSizes, alignments, segments, modes, mapped',
  )
})

test('mix, rollback and cold are cells too', () => {
  const mix = {
    name: 'own',
    buffers: [{ size: '64K', weight: 4 }, { pages: '14x2M' }],
    lifetime: 'ring',
    live: 8,
    operations: 10,
    pageSizes: '4K+2M',
    mode: 'coherent-lazy',
  }
  const rollback = { size: '4M', error: 'EEXIST', at: ['first-page', 'table-end'] }
  const cold = { kind: 'first-map' }
  assert.deepEqual(
    idsOf({ cells: [{ mix }, { rollback }, { cold }, { cold: { ...cold, size: '64K' } }] }),
    [
      'mix:own/lazy',
      'rollback:4M@4K/EEXIST/first-page',
      'rollback:4M@4K/EEXIST/table-end',
      'cold:first-map/4K@4K+2M',
      'cold:first-map/64K@4K+2M',
    ],
  )
})

test('an entry may time other engines, or more of them, and a suite count others', () => {
  const cells = [
    { sweep: SWEEP, engines: ['punt-range'] },
    { trace: TRACE, also: ['map-sg', 'ts/per-page'] },
  ]
  const suite = loadSuite(suiteFile({ cells, counted: ['ts/rewalk'] }))
  assert.deepEqual(suite.counted, ['ts/rewalk'])
  assert.deepEqual(loadSuite(suiteFile()).counted, [])
  assert.deepEqual(
    cellsOf(suite).map(({ timedEngines }) => timedEngines),
    [['punt-range'], ['punt-range'], ['ts/per-page', 'ts/punt-range', 'map-sg']],
  )
  assert.deepEqual(timedAnywhere(suite), ['ts/per-page', 'ts/punt-range', 'punt-range', 'map-sg'])
  refused(
    { cells: [{ trace: TRACE, engines: ['punt'], also: ['map-sg'] }] },
    `cells[0]: {"trace":"${TRACE}","engines":["punt"]... has engines and also; name all of them in engines`,
  )
  refused(
    { cells: [{ sweep: SWEEP, engines: [] }] },
    'cells[0].engines: [] is empty; name an engine, such as per-page',
  )
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

test('a trace of the user is replayed as its entry says', () => {
  const at = 'x-1 [000] ..... 1.0: '
  const map = `${at}map: IOMMU: iova=0x1000 paddr=0x8000 size=4096`
  const unmap = `${at}unmap: IOMMU: iova=0x1000 size=4096 unmapped_size=4096`
  const lost = 'CPU:1 [LOST 3 EVENTS]'
  writeFileSync(join(folder, 'two.txt'), [map, map, lost, unmap].join('\n'))
  const compile = (entry: Record<string, unknown>) => {
    const [cell] = cellsOf(loadSuite(suiteFile({ cells: [{ trace: 'two.txt', ...entry }] })))
    return [cell.id, cell.compile(1).op.length]
  }
  assert.throws(() => compile({}), /two\.txt:3: the trace is not whole/)
  assert.throws(() => compile({ keepWhole: true }), /two\.txt:2: .* several domains/)
  assert.deepEqual(compile({ keepWhole: true, domains: 'inferred', lists: 'grouped' }), [
    'trace:two/domains-inferred/keep-whole',
    6,
  ])
  assert.throws(
    () => idsOf({ cells: [{ trace: TRACE, domains: 'one' }] }),
    /is bundled: it is whole, and its domains are known/,
  )
})

test('an unknown suite names the nearest', () => {
  assert.throws(
    () => loadSuite('smok'),
    (error) =>
      error instanceof InputError &&
      error.message ===
        'suite smok is neither one of contiguous, full, granules, kernel, quick, smoke nor a file (did you mean smoke?)',
  )
})

test('errors name the file, the place, the value and the way out', () => {
  refused(
    { cells: [{ sweep: { ...SWEEP, sizes: ['4K', '5Q'] } }] },
    'cells[0].sweep.sizes[1]: "5Q" is no size; write 4K, 2M, 1G or plain bytes, or a scatter list, such as 3x1M+5x64K+7x4K',
  )
  refused(
    { cells: [{ sweep: { ...SWEEP, pageSizes: ['4K+3M'] } }] },
    'cells[0].sweep.pageSizes[0]: "4K+3M" names no page sizes; join some of 4K, 8K, 16K, 32K, 64K, 128K, 256K, 512K, 1M, 2M, 4M, 8M, 16M, 32M, 64M, 128M, 256M, 512M, 1G by +, as in 4K+2M',
  )
  refused(
    { cells: [{ sweep: { ...SWEEP, modes: ['lazy'] } }] },
    'cells[0].sweep.modes[0]: "lazy" is none of coherent-strict, coherent-lazy, non-coherent,' +
      ' non-coherent-lazy (did you mean coherent-lazy?)',
  )
  refused({ generation: 5 }, 'no key generation here (did you mean generations?)')
  refused(
    { cells: [{ sweep: { ...SWEEP, size: ['4K'] } }] },
    'cells[0].sweep: no key size here (did you mean sizes?)',
  )
  refused(
    { cells: [{ sweep: { size: ['4K'] } }] },
    'cells[0].sweep: no key size here (did you mean sizes?)',
  )
  refused(
    { cells: [{ sweep: { ...SWEEP, segments: ['4K', 'all'] } }] },
    'cells[0].sweep.segments[1]: "all" is no segment size; write none, a size such as 16K, or a list such as 3x1M+5x64K+7x4K',
  )
  refused({ engines: undefined }, 'engines: is missing')
  refused({ generations: '5' }, 'generations: "5" is no number')
  refused({ generations: 0 }, 'generations: 0 is below 1')
  refused(
    { engines: ['a/b/c'] },
    'engines[0]: "a/b/c" is no engine; write SHAPE or TIER/SHAPE, such as per-page or ts/per-page',
  )
  refused({ engines: ['a/b', 'a/b'] }, 'engines: ["a/b","a/b"] names an engine twice')
  refused({ cells: [{}] }, 'cells[0]: {} needs one of sweep, mix, rollback, cold, trace')
  refused(
    { cells: [{ cold: { kind: 'late-unmap', tableBytes: '1M' } }] },
    'cells[0].cold: {"kind":"late-unmap","tableBytes":"1M"} has tableBytes, which goes with kind tables alone',
  )
  refused(
    { cells: [{ rollback: { size: '4M', error: 'ENOMEM', at: ['first-page', 'mid-run'] } }] },
    'cells[0].rollback.at[1]: mid-run cannot fail with ENOMEM: memory is requested where a table ' +
      'begins; take first-page, table-end or second-size, or EEXIST',
  )
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

test('what goes with a trace goes with nothing else', () => {
  for (const extra of [{ keepWhole: true }, { domains: 'one' }, { lists: 'grouped' }]) {
    const [name] = Object.keys(extra)
    assert.throws(
      () => idsOf({ cells: [{ cold: { kind: 'first-map' }, ...extra }] }),
      (error) =>
        error instanceof InputError &&
        error.message.includes(`has ${name}, which goes with trace alone`),
    )
  }
})

test('a trace that is not there names the nearest bundled one', () => {
  assert.throws(
    () => idsOf({ cells: [{ trace: 'arm64-6.1-nvme_seq1m' }] }),
    (error) =>
      error instanceof InputError &&
      error.message.includes(
        'cells[0].trace: trace arm64-6.1-nvme_seq1m is neither bundled nor a file ' +
          '(did you mean arm64-6.1-strict-nvme_seq1m?); looked for ',
      ),
  )
})

test('a byte order mark before the text is skipped', () => {
  const path = suiteFile()
  writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`)
  assert.equal(loadSuite(path).name, 'mine')
})

test('text that is no JSON is reported with its line', () => {
  const path = suiteFile()
  writeFileSync(path, '{\n  "name": "mine",\n}\n')
  assert.throws(
    () => loadSuite(path),
    (error) => error instanceof InputError && error.message.startsWith(`${path}:3: is no JSON: `),
  )
})
