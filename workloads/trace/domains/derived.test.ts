import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, MAP, UNMAP } from '../../../engines/contract/index.js'
import type { TraceEvent } from '../columns/events.js'
import { Events } from '../columns/events.js'
import { derivedDomains } from './derived.js'

const EVENTS: TraceEvent[] = [
  { op: MAP, iova: 0x1000, paddr: 0x3000, size: 4096, unmapped: 0, line: 7 },
  { op: MAP, iova: 0x1000, paddr: 0x4000, size: 4096, unmapped: 0, line: 8 },
  { op: UNMAP, iova: 0x1000, paddr: 0, size: 4096, unmapped: 4096, line: 9 },
  { op: UNMAP, iova: 0x1000, paddr: 0, size: 4096, unmapped: 4096, line: 10 },
]
const HEADER = '# time_s\tcpu\tctx\top\tdomain\tiova\tpaddr\tsize\tprot'
const LINES = [
  '1.5\t1\tt\tM\t2\t0x1000\t0x4000\t4096\t0x6',
  '1.6\t0\tt\tM\t0\t0x1000\t0x3000\t4096\t0x5',
  '1.7\t0\th\tU\t2\t0x1000\t-\t4096\t-',
  '1.8\t1\ts\tU\t0\t0x1000\t-\t4096\t-',
]

function domains(lines: readonly string[]): number[] {
  const text = `${[HEADER, ...lines].join('\n')}\n`
  return [...derivedDomains(text, 'own.tsv', Events.of(EVENTS))]
}

function refused(lines: readonly string[], message: RegExp): void {
  assert.throws(
    () => domains(lines),
    (error) => error instanceof InputError && message.test(error.message),
  )
}

test('an event has the domain of its line, the lines being in an order of their own', () => {
  assert.deepEqual(domains(LINES), [0, 2, 2, 0])
})

test('a table of another trace is refused', () => {
  refused(
    LINES.slice(1),
    /own\.tsv: tells no domain of the event on line 8 of the trace, at iova 0x1000/,
  )
  refused([...LINES, LINES[0]], /own\.tsv: has 1 lines more than the trace has events/)
})

test('a line that cannot be read is named', () => {
  refused([LINES[0], 'M 0 0x1000'], /own\.tsv:3: "M 0 0x1000" cannot be read; expected TIME, CPU/)
})
