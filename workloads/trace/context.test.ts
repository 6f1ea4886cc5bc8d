import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventText } from './context.js'

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
  'a task not known': `           <...>-532     [010] .....     4.878076: ${EVENT}`,
}

for (const [what, line] of Object.entries(LINES)) {
  test(`columns: ${what}`, () => {
    assert.equal(eventText(line), EVENT)
  })
}

test('other lines have no event', () => {
  for (const line of ['cpus=2', 'CPU:1 [LOST 113 EVENTS]', '', '# tracer: nop', 'unmapped: 5']) {
    assert.equal(eventText(line), undefined, line)
  }
})

test('a marker that quotes an event is a marker', () => {
  const marker = `tracing_mark_write: dd-1 [000] ..... 1.0: ${EVENT}`
  assert.equal(eventText(`  sh-9  [000] .....  2.000000: ${marker}`), marker)
})
