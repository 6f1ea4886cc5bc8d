import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepOverColumns } from './columns.js'
import { eventPlace } from './context.js'
import { Cursor } from './cursor.js'

/** The event's own text, without what stands around it; `undefined` for any other line. */
function eventText(line: string): string | undefined {
  const bytes = Buffer.from(line, 'latin1')
  const cursor = new Cursor()
  cursor.move(bytes, 0, bytes.length)
  if (stepOverColumns(cursor) !== undefined) return cursor.rest()
  const place = eventPlace(line)
  return place === undefined ? undefined : line.slice(place.from, place.to)
}

const EVENT = 'map: IOMMU: iova=0x1000'

const LINES: Record<string, string> = {
  'ftrace, flags of 5': `              dd-439     [000] d....    35.330603: ${EVENT}`,
  'flags of 7': `     qemu-kvm-4575    [008] .......   438.308514: ${EVENT}`,
  'flags of 4': `      fio-12   [001] d.h1  12.000001: ${EVENT}`,
  'no irq info': `              dd-482     [000]     33.656041: ${EVENT}`,
  'tgid column': `              dd-473     (    473) [000] .....    32.958137: ${EVENT}`,
  'tgid not known': `          <idle>-0       (-------) [000] d.h..    32.958137: ${EVENT}`,
  'counter clock': `              dd-459     [001] .....            4: ${EVENT}`,
  'latency format': `      dd-470       0..... 80822us : ${EVENT}`,
  'latency format with a delay mark': `      dd-470       0d.h.. 80793us+: ${EVENT}`,
  'perf script': `              dd  1337 [000]   426.959008:   ${EVENT}`,
  'perf script with a tid': `     a b  1337/1338 [000]   426.959008:   ${EVENT}`,
  'trace-cmd report': `              dd-1333  [000]   421.106259: ${EVENT}`,
  'no context': EVENT,
  'a journal thread': `  jbd2/nvme0n1-8-1234  [000] .....   1.000000: ${EVENT}`,
  'a kernel worker': `    kworker/1:1H-61    [001] d....   394.513139: ${EVENT}`,
  'a task in parentheses': `   (udev-worker)-532     [010] .....     4.878076: ${EVENT}`,
  'a task with blanks': `   Web Content-9 1-77   [010] .....     4.878076: ${EVENT}`,
  'a task that looks like columns': `  x-1 [000] a-77   [010] .....     4.878076: ${EVENT}`,
  'a task of brackets': `[000] a [1] 2: x-77      [010] .....     4.878076: ${EVENT}`,
  'a task that is an event': `    map: IOMMU: x-77      [010] .....     4.878076: ${EVENT}`,
  'a task with an arrow': `        a => b: c-77      [010] .....     4.878076: ${EVENT}`,
  'a task that looks like all columns': `    a-1 [0] 1: x-77      [010] .....     4.878076: ${EVENT}`,
  'trace-cmd report -t': `              dd-1333  [000]   421.106259123: ${EVENT}`,
  'trace-cmd report --ts-diff': `           dd-1333  [000]   421.106259: (+12)    ${EVENT}`,
  'trace-cmd report -l': `      dd-1333    0d..1.   421.106259: ${EVENT}`,
  'perf script with a period': `              dd  1337 [000]   426.959008:          1 ${EVENT}`,
  "the kernel's log": `[    4.110154] ${EVENT}`,
  "the kernel's log with a level": `<6>[    4.110154] ${EVENT}`,
  "the kernel's log with a caller": `[    4.110154][   T95] ${EVENT}`,
  "the kernel's log with a date": `[Mon Nov 30 19:07:02 2026] ${EVENT}`,
  "the journal's": `Nov 30 19:07:02 host kernel: ${EVENT}`,
  'a task not known': `           <...>-532     [010] .....     4.878076: ${EVENT}`,
}

for (const [what, line] of Object.entries(LINES)) {
  test(`columns: ${what}`, () => {
    assert.equal(eventText(line), EVENT)
  })
}

test('an event among functions ends before the remark does', () => {
  assert.equal(eventText(` 0)               |  /* ${EVENT} */`), EVENT)
  assert.equal(eventText(`   1)  fio-12  |               |  /* ${EVENT} */`), EVENT)
  assert.equal(eventText(' 0)   0.123 us    |  dma_map_page();'), undefined)
})

test('events of perf with their system named', () => {
  const named = `iommu:${EVENT}`
  assert.equal(eventText(`dd 1337 426.959008: ${named}`), named)
  const fields = 'iommu:map(iova: 4096, paddr: 8192, size: 4096)'
  assert.equal(eventText(`     0.000 dd/1337 ${fields}`), fields)
  assert.equal(eventText(`     0.018 ( 0.002 ms): dd/1337 ${fields}`), fields)
})

test('other lines have no event', () => {
  for (const line of ['cpus=2', 'CPU:1 [LOST 113 EVENTS]', '', '# tracer: nop', 'unmapped: 5']) {
    assert.equal(eventText(line), undefined, line)
  }
})

test('a marker that quotes an event is a marker', () => {
  const marker = `tracing_mark_write: dd-1 [000] ..... 1.0: ${EVENT}`
  assert.equal(eventText(`  sh-9  [000] .....  2.000000: ${marker}`), marker)
})
