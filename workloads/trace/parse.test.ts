import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InputError, MAP, UNMAP } from '../../engines/contract/index.js'
import type { TraceEvent } from './event.js'
import { parseTrace } from './parse.js'

const COLUMNS = '  dd-439     [000] d....    35.330603: '
const MAP_LINE = `${COLUMNS}map: IOMMU: iova=0x0000000000002000 - 0x0000000000004000 paddr=0x0000000000009000 size=8192`
const UNMAP_LINE = `${COLUMNS}unmap: IOMMU: iova=0x0000000000002000 - 0x0000000000004000 size=8192 unmapped_size=4096`
const MAP_EVENT = { op: MAP, iova: 0x2000, paddr: 0x9000, size: 8192, unmapped: 0 }
const UNMAP_EVENT = { op: UNMAP, iova: 0x2000, paddr: 0, size: 8192, unmapped: 4096 }

function marker(text: string): string {
  return `  sh-1       [001] .....    55.474913: tracing_mark_write: ${text}`
}

function parse(...lines: string[]) {
  return parseTrace(lines.join('\n'), 'own.txt')
}

/** Asserts that a line is refused, and how. */
function refused(line: string, ...parts: string[]): void {
  assert.throws(
    () => parse('# tracer: nop', line),
    (error) => {
      assert.ok(error instanceof InputError)
      for (const part of ['own.txt:2: ', ...parts]) assert.ok(error.message.includes(part), part)
      assert.ok(!error.message.includes('\n'))
      return true
    },
  )
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
    MAP_LINE,
    '',
  )
  assert.equal(events.length, 1)
  assert.deepEqual(skipped, { headers: 3, markers: 0, others: 3, outside: 0 })
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
  assert.deepEqual(trace.skipped, { headers: 0, markers: 2, others: 1, outside: 3 })
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

test('malformed lines name the file, the line, the text and what was expected', () => {
  refused(
    MAP_LINE.replace('size=8192', 'size=8k'),
    'size=8k',
    'expected map: IOMMU: iova=0x... - 0x... paddr=0x... size=BYTES',
  )
  refused(
    UNMAP_LINE.replace(' unmapped_size=4096', ''),
    'expected unmap: IOMMU: iova=0x... - 0x... size=BYTES unmapped_size=BYTES',
  )
  refused(MAP_LINE.slice(0, -30), 'expected map:')
  refused(`${COLUMNS}map: something else`, 'expected map:')
  refused(`garbled ${MAP_LINE.slice(20)}`, 'expected TASK-PID [CPU] FLAGS TIME:')
})

test('a range that is not as long as its size is refused', () => {
  refused(MAP_LINE.replace('4000 paddr', '5000 paddr'), 'the distance between the two iovas')
  refused(MAP_LINE.replace('4000 paddr', '3000 paddr'), 'the distance between the two iovas')
})

test('addresses that doubles cannot hold are refused', () => {
  refused(MAP_LINE.replaceAll('0x0000', '0xffff'), 'addresses and sizes below 2^53')
})

test('lost events are told of', () => {
  const { gaps } = parse(
    '# entries-in-buffer/entries-written: 462/3400   #P:2',
    'CPU:1 [LOST 113 EVENTS]',
    'CPU:0 [EVENTS DROPPED]',
    MAP_LINE,
  )
  assert.deepEqual(gaps, [
    { line: 1, message: '2938 of 3400 events were overwritten' },
    { line: 2, message: 'lost 113 events' },
    { line: 3, message: 'events dropped' },
  ])
  assert.deepEqual(parse('# entries-in-buffer/entries-written: 9/9   #P:2').gaps, [])
})

const address = fc.integer({ min: 0, max: 2 ** 36 }).map((page) => page * 4096)
const size = fc.integer({ min: 0, max: 2 ** 20 }).map((pages) => pages * 4096)
const anyEvent: fc.Arbitrary<TraceEvent> = fc.oneof(
  fc.record({
    op: fc.constant(MAP),
    iova: address,
    paddr: address,
    size,
    unmapped: fc.constant(0),
    line: fc.constant(0),
  }),
  fc.record({
    op: fc.constant(UNMAP),
    iova: address,
    paddr: fc.constant(0),
    size,
    unmapped: size,
    line: fc.constant(0),
  }),
)

const letters = fc.constantFrom(...'abzXY019 -/:()<>._+'.split(''))
const columns = fc
  .record({
    task: fc.string({ unit: letters, minLength: 1, maxLength: 15 }),
    pid: fc.nat({ max: 99_999 }),
    cpu: fc.nat({ max: 255 }),
    flags: fc.option(
      fc.string({ unit: fc.constantFrom(...'.dDhHsNnbB1'), minLength: 4, maxLength: 7 }),
      {
        nil: '',
      },
    ),
    seconds: fc.nat({ max: 99_999 }),
  })
  .map(
    ({ task, pid, cpu, flags, seconds }) =>
      `${task.padStart(16)}-${String(pid).padEnd(7)} [${String(cpu).padStart(3, '0')}] ${flags} ${seconds}.000123: `,
  )

const noise = fc.constantFrom(
  '# tracer: nop',
  '',
  'cpus=2',
  `${COLUMNS}attach_device_to_domain: IOMMU: device=0000:00:01.0`,
  `${COLUMNS}sched_switch: prev_comm=map prev_pid=1`,
)

function printed({ op, iova, paddr, size, unmapped }: TraceEvent, withEnd: boolean): string {
  const hex = (value: number) => `0x${value.toString(16).padStart(16, '0')}`
  const range = `IOMMU: iova=${hex(iova)}${withEnd ? ` - ${hex(iova + size)}` : ''}`
  return op === MAP
    ? `map: ${range} paddr=${hex(paddr)} size=${size}`
    : `unmap: ${range} size=${size} unmapped_size=${unmapped}`
}

const anyLine = fc.record({
  event: anyEvent,
  columns,
  withEnd: fc.boolean(),
  before: fc.array(noise, { maxLength: 2 }),
})

test('events printed as ftrace text parse back to the same', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
      const text: string[] = []
      const expected: TraceEvent[] = []
      for (const { event, columns, withEnd, before } of lines) {
        text.push(...before, columns + printed(event, withEnd))
        expected.push({ ...event, line: text.length })
      }
      assert.deepEqual(parse(...text).events, expected)
    }),
  )
})

test('mutated lines are parsed or refused, and nothing else happens', () => {
  const cut = fc.record({ at: fc.nat({ max: 160 }), remove: fc.nat({ max: 20 }), put: fc.string() })
  fc.assert(
    fc.property(anyLine, fc.array(cut, { minLength: 1, maxLength: 4 }), (line, cuts) => {
      let text = line.columns + printed(line.event, line.withEnd)
      for (const { at, remove, put } of cuts) {
        text = text.slice(0, at) + put + text.slice(at + remove)
      }
      try {
        for (const event of parse(text).events) {
          for (const value of Object.values(event)) assert.ok(Number.isSafeInteger(value))
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        assert.match(error.message, /^own\.txt:\d+: /)
      }
    }),
    { numRuns: 500 },
  )
})
