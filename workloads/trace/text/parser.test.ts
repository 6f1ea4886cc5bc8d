import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAP, UNMAP } from '../../../engines/contract/index.js'
import { parseTrace } from '../read.js'
import { TraceParser } from './parser.js'

const COLUMNS = '  dd-439     [000] d....    35.330603: '
const MAP_LINE = `${COLUMNS}map: IOMMU: iova=0x0000000000002000 - 0x0000000000004000 paddr=0x0000000000009000 size=8192`
const UNMAP_LINE = `${COLUMNS}unmap: IOMMU: iova=0x0000000000002000 - 0x0000000000004000 size=8192 unmapped_size=4096`
const MAP_EVENT = { op: MAP, iova: 0x2000, paddr: 0x9000, size: 8192, unmapped: 0 }
const UNMAP_EVENT = { op: UNMAP, iova: 0x2000, paddr: 0, size: 8192, unmapped: 4096 }

const NOTHING_SKIPPED = {
  headers: 0,
  markers: 0,
  others: 0,
  outside: 0,
  overlong: 0,
  binary: 0,
}

function marker(text: string): string {
  return `  sh-1       [001] .....    55.474913: tracing_mark_write: ${text}`
}

function parse(...lines: string[]) {
  const { events, ...trace } = parseTrace(lines.join('\n'), 'own.txt')
  return { ...trace, events: [...events] }
}

/** Asserts that a line is read as a damaged one, and what was expected. */
function refused(line: string, part: string, expected: string): void {
  const { events, losses } = parse(MAP_LINE, line, UNMAP_LINE)
  assert.equal(events.length, 2)
  const [{ reason, ...place }, ...others] = losses
  assert.deepEqual(place, { line: 2, before: 1 })
  assert.deepEqual(others, [])
  assert.ok(reason.kind === 'damaged')
  assert.ok(reason.text.includes(part), reason.text)
  assert.ok(reason.expected.includes(expected), reason.expected)
}

test('a map and an unmap, as Linux 5.17 and later print them', () => {
  assert.deepEqual(parse(MAP_LINE, UNMAP_LINE).events, [
    { ...MAP_EVENT, line: 1 },
    { ...UNMAP_EVENT, line: 2 },
  ])
})

test('the older text, without the end', () => {
  const text = [MAP_LINE, UNMAP_LINE].map((line) => line.replace(/ - 0x\w+/, ''))
  assert.deepEqual(parse(...text).events, [
    { ...MAP_EVENT, line: 1 },
    { ...UNMAP_EVENT, line: 2 },
  ])
})

test("perf's event names, trace-cmd's padding, and Windows line ends", () => {
  const perf = MAP_LINE.replace('map:', '  iommu:map:')
  const padded = UNMAP_LINE.replace('unmap: ', 'unmap:                ')
  assert.equal(parse(`${perf}\r`, `${padded}\r`, MAP_LINE).events.length, 3)
})

test('what is no map or unmap is skipped and counted', () => {
  const { events, skipped } = parse(
    '# tracer: nop',
    '#',
    `${COLUMNS}pgt_map: (arm_lpae_map_pages+0x0/0x170) ops=0xff iova=0x1000`,
    `${COLUMNS}attach_device_to_domain: IOMMU: device=0000:00:01.0`,
    'cpus=2',
    '',
    MAP_LINE,
    '',
  )
  assert.equal(events.length, 1)
  assert.deepEqual(skipped, {
    ...NOTHING_SKIPPED,
    headers: 3,
    others: 3,
  })
})

test('START and STOP delimit the workload', () => {
  const trace = parse(
    MAP_LINE,
    marker('START nvme_seq1m'),
    UNMAP_LINE,
    marker('a remark'),
    marker('STOP nvme_seq1m'),
    MAP_LINE,
    MAP_LINE,
  )
  assert.deepEqual(
    trace.events.map(({ line }) => line),
    [3],
  )
  assert.equal(trace.workload, 'nvme_seq1m')
  assert.deepEqual(trace.skipped, {
    ...NOTHING_SKIPPED,
    markers: 2,
    others: 1,
    outside: 3,
  })
})

test('markers are read among functions, and without columns', () => {
  const graph = (text: string) => ` 0)               |  /* ${text} */`
  const among = parse(graph('START a'), MAP_LINE, graph('STOP a'), UNMAP_LINE)
  assert.deepEqual([among.workload, among.events.length, among.skipped.outside], ['a', 1, 1])
  const bare = parse('tracing_mark_write: START b', MAP_LINE.slice(COLUMNS.length))
  assert.deepEqual([bare.workload, bare.events.length], ['b', 1])
})

test('STOP alone ends what began with the file', () => {
  const lines = parse(MAP_LINE, marker('STOP boot'), MAP_LINE).events.map(({ line }) => line)
  assert.deepEqual(lines, [1])
})

test('STOP of an earlier workload does not end a later one', () => {
  const lines = parse(MAP_LINE, marker('STOP a'), marker('START b'), UNMAP_LINE)
  assert.deepEqual(
    lines.events.map(({ line }) => line),
    [4],
  )
  assert.equal(lines.skipped.outside, 1)
})

test('a second START is refused', () => {
  assert.throws(
    () => parse(marker('START a'), MAP_LINE, marker('START b')),
    /^InputError: own\.txt:3: a second START marker, after that of line 1/,
  )
})

test('damaged lines are places where the trace is not whole', () => {
  refused(
    MAP_LINE.replace('size=8192', 'size=8k'),
    'size=8k',
    'map: IOMMU: iova=0x... - 0x... paddr=0x... size=BYTES',
  )
  refused(
    UNMAP_LINE.replace(' unmapped_size=4096', ''),
    'unmap: IOMMU',
    'unmap: IOMMU: iova=0x... - 0x... size=BYTES unmapped_size=BYTES',
  )
  refused(MAP_LINE.slice(0, -30), 'map: ', 'map:')
  refused(`${COLUMNS}map: something else`, 'something else', 'map:')
  refused(`garbled ${MAP_LINE.slice(20)}`, 'garbled', 'TASK-PID [CPU] FLAGS TIME:')
})

test('ranges that are not as long as their size, or end before they start', () => {
  const expected = 'the distance between the two iovas'
  refused(MAP_LINE.replace('4000 paddr', '5000 paddr'), '5000 paddr', expected)
  refused(MAP_LINE.replace('4000 paddr', '1000 paddr'), '1000 paddr', expected)
})

test('addresses that are too high, and those of no page', () => {
  refused(MAP_LINE.replaceAll('0x0000', '0xffff'), '0xffff', 'below 2^52')
  refused(MAP_LINE.replace('iova=0x0', 'iova=0x10'), '0x10', 'map: IOMMU')
  refused(MAP_LINE.replace('9000 size', '9800 size'), '9800', 'whole pages of 4K')
})

test('events of no bytes are events', () => {
  const [event] = parse(MAP_LINE.replace('4000 paddr', '2000 paddr').replace('8192', '0')).events
  assert.deepEqual(event, { ...MAP_EVENT, size: 0, line: 1 })
})

test('lost events are places where the trace is not whole', () => {
  const { losses } = parse(
    '# entries-in-buffer/entries-written: 462/3400   #P:2',
    MAP_LINE,
    'CPU:1 [LOST 113 EVENTS]',
    'CPU:0 [EVENTS DROPPED]',
    UNMAP_LINE,
    '##### CPU 1 buffer started ####',
    `${COLUMNS}[LINE TOO BIG]`,
    'Processed 9 events and lost 2 chunks!',
    '         swapper     0 [000]     1.000000: PERF_RECORD_LOST lost 24',
    'CPU:2 [LOST EVENTS]',
    'CPU:3 [204600 EVENTS DROPPED]',
  )
  assert.deepEqual(losses, [
    { line: 1, before: 0, reason: { kind: 'overwritten', lost: 2938, written: 3400 } },
    { line: 3, before: 1, reason: { kind: 'lost', lost: 113, who: 'CPU 1' } },
    { line: 4, before: 1, reason: { kind: 'lost', lost: undefined, who: 'CPU 0' } },
    { line: 6, before: 2, reason: { kind: 'started', cpu: 1 } },
    {
      line: 7,
      before: 2,
      reason: { kind: 'lost', lost: 1, who: 'ftrace, a line too long for it' },
    },
    { line: 8, before: 2, reason: { kind: 'lost', lost: undefined, who: 'perf' } },
    { line: 9, before: 2, reason: { kind: 'lost', lost: 24, who: 'perf' } },
    { line: 10, before: 2, reason: { kind: 'lost', lost: undefined, who: 'CPU 2' } },
    { line: 11, before: 2, reason: { kind: 'lost', lost: 204600, who: 'CPU 3' } },
  ])
  assert.deepEqual(parse('# entries-in-buffer/entries-written: 9/9   #P:2').losses, [])
})

test('hex and raw traces are known by their lines', () => {
  const { events, options } = parse(
    '# tracer: nop',
    '000001b7 00000000 000000083a35293f type: 312',
    '439 0 35330603000 type: 312',
    '440 0 35330603900 type: 312',
  )
  assert.equal(events.length, 0)
  assert.deepEqual(
    [...options],
    [
      ['hex', 2],
      ['raw', 3],
    ],
  )
})

test("fields one by one: ftrace's option, trace-cmd's -R, perf trace without what is 0", () => {
  const { events, losses } = parse(
    `${COLUMNS}map: iova=0x2000 (8192) paddr=0x9000 (36864) size=0x2000 (8192)`,
    `${COLUMNS}unmap: unmapped_size=0x1000 (4096) size=0x2000 (8192) iova=0x2000 (8192)`,
    `${COLUMNS}map:                   iova=8192 paddr=36864 size=8192`,
    '     0.000 dd/1337 iommu:map(iova: 8192, paddr: 36864, size: 8192)',
    '     0.010 ( 0.002 ms): dd/1337 iommu:unmap(iova: 8192, size: 8192, unmapped_size: 4096)',
    '     0.020 dd/1337 iommu:map(paddr: 36864, size: 8192)',
  )
  assert.deepEqual(losses, [])
  assert.deepEqual(events, [
    { ...MAP_EVENT, line: 1 },
    { ...UNMAP_EVENT, line: 2 },
    { ...MAP_EVENT, line: 3 },
    { ...MAP_EVENT, line: 4 },
    { ...UNMAP_EVENT, line: 5 },
    { ...MAP_EVENT, iova: 0, line: 6 },
  ])
  refused(`${COLUMNS}map: iova=0x2000 (8192) paddr=0x9000 (36864)`, 'paddr', 'map: IOMMU')
})

test('lines that are too long, or hold NUL bytes, are skipped and counted', () => {
  const { events, skipped, lines } = parse('x'.repeat(10_000_000), MAP_LINE, 'a map\0 of nothing')
  assert.equal(events.length, 1)
  assert.deepEqual(events[0].line, 2)
  assert.deepEqual([skipped.overlong, skipped.binary, lines], [1, 1, 3])
})

test('where chunks end makes no difference', () => {
  const text = Buffer.from([MAP_LINE, marker('START a'), UNMAP_LINE, '', MAP_LINE].join('\r\n'))
  const whole = parseTrace(text.toString(), 'own.txt')
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 6 }), (cuts) => {
      const parser = new TraceParser('own.txt')
      const edges = [0, ...cuts.sort((a, b) => a - b), text.length]
      for (let at = 1; at < edges.length; at++) parser.push(text.subarray(edges[at - 1], edges[at]))
      const trace = parser.end()
      assert.deepEqual([...trace.events], [...whole.events])
      assert.deepEqual([trace.lines, trace.skipped], [whole.lines, whole.skipped])
    }),
  )
})
