/** Fuzzing of the trace parser: from the grammar of its lines, and by mutation of real ones. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { MAP, UNMAP } from '../../engines/contract/index.js'
import { tracesFolder } from './bundled.js'
import type { TraceEvent } from './columns/events.js'
import { parseTrace, readText } from './read.js'
import { TraceParser } from './text/parser.js'
import { DMA_LINES } from './text/testing/dma-lines.js'
import type { Trace } from './text/trace.js'

export interface FuzzOptions {
  /** Lines to parse, about. */
  lines: number
  seed: number
}

/** Lines that are mutated: a few of every bundled file, and `dma:*` events, which none of them has. */
function realLines(): string[] {
  const files = ['.', 'kprobe'].flatMap((folder) =>
    readdirSync(join(tracesFolder(), folder))
      .filter((name) => name.endsWith('.txt.gz'))
      .map((name) => join(tracesFolder(), folder, name)),
  )
  return [...files.flatMap((file) => readText(file).split('\n').slice(8, 40)), ...DMA_LINES]
}

/** Lines of a text that is parsed at once, at most. */
const LINES_AT_ONCE = 40

/**
 * Parses generated lines, which must come back as they were meant, and mutated lines, of which every
 * one must be an event, skipped or damaged. Returns how many lines were parsed.
 * @throws AssertionError with the seed and the smallest lines that fail
 */
export function fuzzTraces({ lines, seed }: FuzzOptions): number {
  let parsed = 0
  const assertAll = (property: fc.IProperty<unknown>, until: number) => {
    for (let batch = 0; parsed < until; batch++) {
      fc.assert(property, { numRuns: 50, seed: seed + batch })
    }
  }
  assertAll(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: LINES_AT_ONCE }), (texts) => {
      parsed += requireSame(texts)
    }),
    lines / 2,
  )
  const mutated = fc.array(mutatedLine(realLines()), { minLength: 1, maxLength: LINES_AT_ONCE })
  assertAll(
    fc.property(mutated, (texts) => {
      parsed += requireAccounted(texts)
    }),
    lines,
  )
  return parsed
}

interface GeneratedLine {
  text: string
  /** Absent where the line is noise. */
  event?: TraceEvent
}

const address = fc.integer({ min: 0, max: 2 ** 36 }).map((page) => page * 4096)
const size = fc.integer({ min: 0, max: 2 ** 20 }).map((pages) => pages * 4096)
const anyEvent: fc.Arbitrary<TraceEvent> = fc
  .record({ isMap: fc.boolean(), iova: address, paddr: address, size, unmapped: size })
  .map(({ isMap, iova, paddr, size: bytes, unmapped }) => ({
    op: isMap ? MAP : UNMAP,
    iova,
    paddr: isMap ? paddr : 0,
    size: bytes,
    unmapped: isMap ? 0 : unmapped,
    line: 0,
  }))

const letters = fc.constantFrom(...'abzXY019 -/:()<>[]=._+'.split(''))
const context = fc.record({
  task: fc.string({ unit: letters, minLength: 1, maxLength: 15 }),
  pid: fc.nat({ max: 99_999 }),
  cpu: fc.nat({ max: 255 }),
  flags: fc.string({ unit: fc.constantFrom(...'.dDhHsNnbB1'), minLength: 4, maxLength: 7 }),
  time: fc.nat({ max: 99_999 }).map((seconds) => `${seconds}.000123`),
})
type Context = typeof context extends fc.Arbitrary<infer Value> ? Value : never

/** What may stand around an event's text, by layout. */
const LAYOUTS: ReadonlyArray<(context: Context, text: string) => string> = [
  (at, text) => `${taskOf(at)} [${cpuOf(at)}] ${at.flags} ${at.time.padStart(12)}: ${text}`,
  (at, text) => `${taskOf(at)} [${cpuOf(at)}] ${at.time.padStart(12)}: ${text}`,
  (at, text) =>
    `${taskOf(at)} (${String(at.pid).padStart(7)}) [${cpuOf(at)}] ${at.flags} ${at.time}: ${text}`,
  (at, text) =>
    `${taskOf(at)} [${cpuOf(at)}] ${at.flags} ${at.pid.toString().padStart(12)}: ${text}`,
  (at, text) =>
    `${at.task.padStart(16)} ${String(at.pid).padStart(5)} [${cpuOf(at)}] ${at.time}:   iommu:${text}`,
  (_, text) => text,
  (at, text) => `[${at.time.padStart(12)}] ${text}`,
  (at, text) => ` ${at.cpu})               |  /* ${text} */`,
]

function taskOf({ task, pid }: Context): string {
  return `${task.padStart(16)}-${String(pid).padEnd(7)}`
}

function cpuOf({ cpu }: Context): string {
  return String(cpu).padStart(3, '0')
}

/** An event's text: with the range's end, without it, or field by field. */
const TEXTS: ReadonlyArray<(event: TraceEvent) => string> = [
  (event) => textOf(event, ` - ${hex(event.iova + event.size)}`),
  (event) => textOf(event, ''),
  ({ op, iova, paddr, size: bytes, unmapped }) =>
    op === MAP
      ? `map: iova=${iova} paddr=${paddr} size=${bytes}`
      : `unmap: iova=0x${iova.toString(16)} (${iova}) size=${bytes} unmapped_size=${unmapped}`,
]

function textOf({ op, iova, paddr, size: bytes, unmapped }: TraceEvent, end: string): string {
  return op === MAP
    ? `map: IOMMU: iova=${hex(iova)}${end} paddr=${hex(paddr)} size=${bytes}`
    : `unmap: IOMMU: iova=${hex(iova)}${end} size=${bytes} unmapped_size=${unmapped}`
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(16, '0')}`
}

const COLUMNS = '  dd-439     [000] d....    35.330603: '
const noise: fc.Arbitrary<GeneratedLine> = fc
  .constantFrom(
    '# tracer: nop',
    '',
    'cpus=2',
    ' 0)   0.123 us    |  dma_map_page();',
    `${COLUMNS}attach_device_to_domain: IOMMU: device=0000:00:01.0`,
    `${COLUMNS}sched_switch: prev_comm=map prev_pid=1`,
  )
  .map((text) => ({ text }))

const printedLine: fc.Arbitrary<GeneratedLine> = fc
  .record({
    event: anyEvent,
    context,
    layout: fc.constantFrom(...LAYOUTS),
    text: fc.constantFrom(...TEXTS),
  })
  .map(({ event, context: at, layout, text }) => ({ text: layout(at, text(event)), event }))

const anyLine = fc.oneof({ weight: 4, arbitrary: printedLine }, { weight: 1, arbitrary: noise })

function requireSame(lines: readonly GeneratedLine[]): number {
  const { events, losses } = parseTrace(lines.map(({ text }) => text).join('\n'), 'fuzz.txt')
  const expected = lines.flatMap(({ event }, at) =>
    event === undefined ? [] : [{ ...event, line: at + 1 }],
  )
  assert.deepEqual(losses, [])
  assert.deepEqual([...events], expected)
  return lines.length
}

/** A real line with pieces cut out and others put in. */
function mutatedLine(real: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '0x',
      '-',
      ': ',
      '[',
      ']',
      'map: ',
      'IOMMU: ',
      'size=',
      '{',
      '}',
      ',',
      '\0',
      'ffffffffffffffff',
    ),
    fc.constantFrom(...real).map((line) => line.slice(line.length >> 1)),
  )
  const cut = fc.record({ at: fc.nat({ max: 200 }), remove: fc.nat({ max: 20 }), put: piece })
  return fc
    .record({ line: fc.constantFrom(...real), cuts: fc.array(cut, { minLength: 1, maxLength: 4 }) })
    .map(({ line, cuts }) =>
      cuts
        .reduce(
          (text, { at, remove, put }) => text.slice(0, at) + put + text.slice(at + remove),
          line,
        )
        .replaceAll('\n', ' ')
        .replaceAll(/\bSTART\b/g, 'START_'),
    )
}

function requireAccounted(texts: readonly string[]): number {
  const parser = new TraceParser('fuzz.txt')
  parser.push(Buffer.from(texts.join('\n')))
  const trace = parser.end()
  assert.equal(trace.lines, texts.join('\n') === '' ? 0 : texts.length)
  for (const { line: _, op: __, ...numbers } of trace.events) {
    for (const value of Object.values(numbers)) {
      assert.ok(Number.isSafeInteger(value) && value >= 0 && value % 4096 === 0, `${value}`)
    }
  }
  assert.ok(accounted(trace) >= trace.lines, 'a line is neither an event, skipped nor damaged')
  return texts.length
}

/** Lines that came to something; one that is skipped and damaged counts twice, a `dma:*` one as it likes. */
function accounted({ events, losses, skipped, dma }: Trace): number {
  if (dma !== undefined) return Number.POSITIVE_INFINITY
  const { headers, markers, others, outside, overlong, binary } = skipped
  return events.length + losses.length + headers + markers + others + outside + overlong + binary
}
