import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { InputError } from '../../engines/contract/index.js'
import { loadTrace, readTraceText } from './load.js'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-load-'))
after(() => rmSync(folder, { recursive: true }))

const LINE =
  'dd-1 [000] ..... 1.0: map: IOMMU: iova=0x0000000000001000 - 0x0000000000002000 paddr=0x0000000000003000 size=4096\n'
const MARKER = 'sh-1 [000] ..... 1.0: tracing_mark_write: '

function fileOf(content: string | Buffer): string {
  const path = join(folder, 'trace')
  writeFileSync(path, content)
  return path
}

function refused(content: string | Buffer, expected: RegExp): void {
  assert.throws(
    () => loadTrace(fileOf(content)),
    (error) => {
      assert.ok(error instanceof InputError)
      assert.match(error.message, expected)
      assert.ok(error.message.startsWith(join(folder, 'trace')))
      return true
    },
  )
}

test('gzip is told by content, not by name', () => {
  assert.equal(readTraceText(fileOf(LINE)), LINE)
  assert.equal(readTraceText(fileOf(gzipSync(LINE))), LINE)
  assert.equal(loadTrace(fileOf(gzipSync(LINE))).events.length, 1)
})

test('what cannot be read says why', () => {
  assert.throws(
    () => loadTrace(join(folder, 'nowhere')),
    (error) =>
      error instanceof InputError && /nowhere: cannot be read: .*ENOENT/.test(error.message),
  )
  refused(gzipSync(LINE.repeat(100)).subarray(0, 60), /is damaged gzip/)
})

test('binary files are named, with the way to text', () => {
  refused(Buffer.from('\x17\x08\x44tracing6\0'), /binary trace\.dat.*trace-cmd report/)
  refused(Buffer.from('PERFILE2\0\0'), /binary perf\.data.*perf script/)
  refused(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), /compressed by xz/)
  refused(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), /compressed by zstd/)
  refused(`${LINE}\0`, /holds NUL bytes/)
})

test('a trace that is not whole is refused for that', () => {
  refused(
    `# tracer: nop\n# entries-in-buffer/entries-written: 462/3400   #P:2\n${LINE}`,
    /trace:2: the trace is not whole: 2938 of 3400 events were overwritten; record it again/,
  )
})

test('a trace without events says what is missing', () => {
  refused('# tracer: nop\n', /has no map or unmap events; enable/)
  refused(
    `${LINE}${MARKER}START a\n${MARKER}STOP a\n${LINE}`,
    /all 2 map and unmap events lie outside the START and STOP markers/,
  )
})
