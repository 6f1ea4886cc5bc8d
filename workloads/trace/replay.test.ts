import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, MAP } from '../../engines/contract/index.js'
import { domainOf } from '../cell/domain.js'
import { assertClosed } from '../testing.js'
import { parseTrace } from './read.js'
import { type ReplayOptions, replayTrace } from './replay.js'
import { sentenceOf } from './sentences.js'
import { MAP_PAGE } from './text/testing/dma-lines.js'

const DOMAIN = domainOf(['4K', '2M', '1G'], 'coherent-strict')
const AT = 'x-1 [000] ..... 1.0: '

function hex(value: number): string {
  return `0x${value.toString(16).padStart(16, '0')}`
}

/** In pages. */
function map(iova: number, pages = 1): string {
  const [start, size] = [iova * 4096, pages * 4096]
  return `${AT}map: IOMMU: iova=${hex(start)} - ${hex(start + size)} paddr=${hex(2 ** 31 + start)} size=${size}`
}

function unmap(iova: number, pages = 1, unmapped = pages): string {
  const [start, size] = [iova * 4096, pages * 4096]
  return `${AT}unmap: IOMMU: iova=${hex(start)} - ${hex(start + size)} size=${size} unmapped_size=${unmapped * 4096}`
}

function call(op: 'map' | 'unmap', table: string, iova: number, pid = 1): string {
  return `x-${pid} [000] d.... 1.0: pgt_${op}: (arm_lpae_${op}_pages+0x0/0x170) ops=${table} iova=0x${(iova * 4096).toString(16)}${op === 'map' ? ' pa=0x5000' : ''} pgsize=0x1000 pgcount=0x1`
}

function replay(lines: readonly string[], options?: ReplayOptions) {
  const replayed = replayTrace(parseTrace(lines.join('\n'), 'own.txt'), DOMAIN, options)
  assertClosed(replayed.tape)
  return { ...replayed, sentences: replayed.findings.map(sentenceOf) }
}

function refused(lines: readonly string[], message: RegExp, options?: ReplayOptions): void {
  assert.throws(
    () => replay(lines, options),
    (error) => {
      assert.ok(error instanceof InputError, String(error))
      assert.match(error.message, message)
      return true
    },
  )
}

test('a trace of unmaps alone is refused, with what to enable', () => {
  refused([unmap(16)], /^own\.txt: has 1 unmap and no map, so there is nothing to time; enable/)
})

test('maps of no bytes are no maps, and a file of nothing is empty', () => {
  refused(
    [unmap(16), map(16, 0)],
    /^own\.txt: has 1 unmap and 1 map of no bytes, so there is nothing/,
  )
  refused([], /^own\.txt: is empty$/)
})

test('an unmap of a part of a block is replayed, and said', () => {
  const { sentences, tape } = replay([map(512, 512), unmap(512, 1)])
  assert.equal(tape.op.length, 3)
  assert.deepEqual(sentences, [
    '1 unmap of a part of a map; 1 cut through what may be a block, which not every page table can',
    '1 range still mapped at the end: unmapped after it, untimed',
  ])
})

test('a trace without events says what is missing', () => {
  refused(['# tracer: nop'], /has no map or unmap events: nothing was mapped/)
  const marker = (text: string) => `${AT}tracing_mark_write: ${text}`
  refused(
    [map(1), marker('START a'), marker('STOP a'), map(1)],
    /all 2 map and unmap events lie outside the START and STOP markers/,
  )
  refused(['439 0 35330603000 type: 312'], /trace option raw.*echo noraw > /)
  refused(['000001b7 00000000 000000083a35293f type: 312'], /trace option hex.*echo nohex > /)
  const direct = MAP_PAGE.replace('fffff200', '123456200')
  refused([direct], /its 1 dma events are of devices without an IOMMU/)
})

test('a trace that is not whole is refused for that, with number and place', () => {
  const overrun = '# entries-in-buffer/entries-written: 462/3400   #P:2'
  refused(
    ['# tracer: nop', overrun, map(1)],
    /^own\.txt:2: the trace is not whole: 2938 of 3400 events were overwritten; record it again/,
  )
  refused([map(1), 'CPU:1 [LOST 113 EVENTS]'], /^own\.txt:2: .*CPU 1 lost 113 events/)
  refused([map(1), map(2).slice(0, -20)], /^own\.txt:2: ".*" cannot be read; expected map: IOMMU/)
})

const LOSSY = [map(1), map(2), 'CPU:1 [LOST 113 EVENTS]', map(1), unmap(1), unmap(2), unmap(2)]

test('stretches between losses are replayed on request, each with nothing mapped', () => {
  const { tape, sentences } = replay(LOSSY, { keepWhole: true })
  const root = 2 ** 39
  const before = [...tape.iova].slice(0, 1)
  assert.deepEqual(before, [root + 2 * 4096], 'mapped beforehand in the second stretch')
  assert.deepEqual([...tape.iova].slice(1, 6), [4096, 8192, root + 4096, root + 4096, root + 8192])
  assert.deepEqual(
    tape.phases.map(({ op, timed }) => [op, timed]),
    [
      ['map', false],
      ['mixed', true],
      ['unmap', false],
    ],
  )
  assert.deepEqual(sentences, [
    '113 events lost in 1 place, the first at line 3',
    '1 line of other events and notices skipped',
    '2 stretches between losses replayed side by side',
    '1 unmap of ranges mapped before the trace began: mapped beforehand, untimed, by single pages',
    '1 unmap of ranges that were not mapped skipped',
    '2 ranges still mapped at the end: unmapped after it, untimed',
  ])
})

test('where there are more stretches than room, the longest are replayed', () => {
  const lines = Array.from({ length: 600 }, (_, at) =>
    at < 100 ? [map(1), 'CPU:1 [LOST 1 EVENTS]'] : [map(1), map(2), 'CPU:1 [LOST 1 EVENTS]'],
  ).flat()
  const { findings, tape } = replay(lines, { keepWhole: true })
  assert.deepEqual(
    findings.find(({ kind }) => kind === 'stretches'),
    { kind: 'stretches', count: 512, leftOut: 88, events: 88 },
  )
  assert.equal(tape.op.filter((op) => op === MAP).length, 500 * 2 + 12)
})

test('a wrapped line is said to be one', () => {
  const line = map(2)
  const trace = parseTrace([map(1), line.slice(0, 80), line.slice(80)].join('\n'), 'own.txt')
  const { findings } = replayTrace(trace, DOMAIN, { keepWhole: true })
  assert.match(findings.map(sentenceOf).join('\n'), /1 line of maps.*line 2.*lines were wrapped/)
  const wrapped = [line.slice(0, 80), line.slice(80)]
  refused(wrapped, /^own\.txt:1: ".*" cannot be read; .*; lines were wrapped: print the trace/)
  refused(wrapped, /^own\.txt: none of its 1 line of maps and unmaps can be read$/, {
    keepWhole: true,
  })
})

const TWO_DOMAINS = [map(1), map(1), unmap(1), unmap(1)]

test('domains that cannot be told apart are refused, with the line and what to do', () => {
  refused(
    TWO_DOMAINS,
    /^own\.txt:2: map of 0x1000 \+ 4K over the mapped range at 0x1000: several domains.*kprobes.*inferred/,
  )
  refused(TWO_DOMAINS, /names no domains, so none can be derived/, { domains: 'derived' })
})

test('domains are inferred on request, and that is said', () => {
  const { tape, sentences } = replay(TWO_DOMAINS, { domains: 'inferred' })
  assert.equal(tape.op.length, 4)
  assert.deepEqual(sentences, ['2 domains inferred from what overlaps'])
})

test('kprobe lines tell the domains', () => {
  const { tape, sentences } = replay([
    call('map', '0xaa', 1),
    map(1),
    call('map', '0xbb', 1, 2),
    map(1).replace('x-1', 'x-2'),
    call('unmap', '0xbb', 1),
    unmap(1),
    call('unmap', '0xaa', 1),
    unmap(1),
  ])
  assert.deepEqual([...tape.iova], [4096, 2 ** 39 + 4096, 2 ** 39 + 4096, 4096])
  assert.deepEqual(sentences, ['4 lines of other events and notices skipped'])
})

test('calls of two CPUs at once go to the event of their task', () => {
  const { tape } = replay([
    call('map', '0xaa', 1, 1),
    call('map', '0xbb', 1, 2),
    map(1).replace('x-1', 'x-2'),
    map(1),
    map(9),
  ])
  assert.deepEqual(
    [...tape.iova].slice(0, 3),
    [4096, 2 ** 39 + 4096, 2 * 2 ** 39 + 9 * 4096],
    'the domain that comes first has the first place, and what names none the last',
  )
})

test('an irq that unmaps the same iova of another device within a map', () => {
  const { tape } = replay([
    call('map', '0xbb', 1),
    map(1),
    call('map', '0xaa', 1),
    call('unmap', '0xbb', 1),
    unmap(1),
    map(1),
  ])
  assert.deepEqual([...tape.iova].slice(0, 3), [4096, 4096, 2 ** 39 + 4096])
})

test('what names no domain is replayed on its own, and said', () => {
  const { sentences } = replay([call('map', '0xaa', 1), map(1), map(1)])
  assert.ok(
    sentences.includes('1 of 2 events name no domain: they are replayed in one of their own'),
  )
  refused([call('map', '0xaa', 1), map(1), map(1), map(1)], /^own\.txt:4: map of 0x1000/)
})

/** All multiples of 16K, and of no more. */
const ON_16K = [map(4, 4), map(8, 4), unmap(4, 4), unmap(8, 4)]

test("pages that are not the kernel's are said, and so are those that are guessed", () => {
  const guess = "everything is a multiple of 16K, so the kernel's pages were; replayed on pages of "
  const other = ", another granule than the kernel's"
  assert.deepEqual(replay(ON_16K).sentences, [`${guess}4K, 2M, 1G${other}`])
  const domain = domainOf(['16K', '32M'], 'coherent-strict')
  const { findings } = replayTrace(parseTrace(ON_16K.join('\n'), 'own.txt'), domain)
  assert.deepEqual(findings.map(sentenceOf), [`${guess}16K, 32M`])
  assert.deepEqual(replay([map(5), unmap(5)]).sentences, [])
  assert.deepEqual(replay([map(512, 512), unmap(512, 512)]).sentences, [], 'blocks tell nothing')
})

test('the calls of a kernel name its pages', () => {
  const called = call('map', '0xaa', 4)
  const { sentences } = replay([called.replace('pgsize=0x1000', 'pgsize=0x4000'), ...ON_16K])
  assert.ok(
    sentences.includes(
      "the kernel's pages were of 16K; replayed on pages of 4K, 2M, 1G, another granule than the kernel's",
    ),
    sentences.join('\n'),
  )
  assert.deepEqual(
    replay([called, ...ON_16K]).findings.filter(({ kind }) => kind === 'granule'),
    [],
    'small pages, however large the maps',
  )
})

test('lists are grouped, and that is said, but on request', () => {
  const list = [map(1), map(2), unmap(1, 2)]
  assert.deepEqual(replay(list, { lists: 'apart' }).sentences, [])
  const { sentences } = replay(list)
  assert.deepEqual(sentences, ['2 maps grouped as 1 scatter list, since one unmap takes each back'])
})

test('failed unmaps and events of no bytes are skipped, and said', () => {
  const { sentences } = replay([map(1), map(5, 0), unmap(1, 1, 0), unmap(1)])
  assert.deepEqual(sentences, [
    '1 unmap that unmapped nothing skipped',
    '1 event of no bytes skipped',
  ])
})
