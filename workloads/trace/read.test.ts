import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { InputError } from '../../engines/contract/index.js'
import { readText, readTrace, readTraceSync } from './read.js'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-read-'))
after(() => rmSync(folder, { recursive: true }))

const LINE =
  'dd-1 [000] ..... 1.0: map: IOMMU: iova=0x0000000000001000 - 0x0000000000002000 paddr=0x0000000000003000 size=4096\n'

function fileOf(content: string | Buffer): string {
  const path = join(folder, 'trace')
  writeFileSync(path, content)
  return path
}

function compressed(command: 'xz' | 'zstd', text: string): Buffer {
  return execFileSync(command, ['-c'], { input: text })
}

/** Asserts that a file is refused, whichever way it is read. */
async function refused(content: string | Buffer, expected: RegExp): Promise<void> {
  const path = fileOf(content)
  const check = (error: unknown) => {
    assert.ok(error instanceof InputError, String(error))
    assert.match(error.message, expected)
    assert.ok(error.message.startsWith(path), error.message)
    return true
  }
  assert.throws(() => readTraceSync(path), check)
  await assert.rejects(readTrace(path), check)
}

test('compression is told by content, not by name', async () => {
  const text = LINE.repeat(1000)
  for (const content of [text, gzipSync(text), compressed('xz', text), compressed('zstd', text)]) {
    const path = fileOf(content)
    assert.equal(readTraceSync(path).events.length, 1000)
    assert.equal((await readTrace(path)).events.length, 1000)
  }
  assert.equal(readText(fileOf(gzipSync(LINE))), LINE)
})

test('two gzip files one after the other are one', async () => {
  const path = fileOf(Buffer.concat([gzipSync(LINE), gzipSync(LINE)]))
  assert.equal(readTraceSync(path).events.length, 2)
  assert.equal((await readTrace(path)).events.length, 2)
})

test('a stream is read as it comes, and is called standard input or as it is asked', async () => {
  const bytes = gzipSync(LINE.repeat(10))
  const pieces = () =>
    Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 30), bytes.subarray(30)])
  const trace = await readTrace(pieces())
  assert.deepEqual([trace.events.length, trace.source], [10, 'standard input'])
  assert.equal((await readTrace(pieces(), { source: 'mine' })).source, 'mine')
})

test('what cannot be read says why', async () => {
  const nowhere = join(folder, 'nowhere')
  const expected = /nowhere: cannot be read: .*ENOENT/
  assert.throws(() => readTraceSync(nowhere), { name: 'InputError', message: expected })
  await assert.rejects(readTrace(nowhere), { name: 'InputError', message: expected })
})

test('what is cut short is damaged', async () => {
  const text = Array.from({ length: 500 }, (_, at) => LINE.replace('dd-1', `dd-${at}`)).join('')
  await refused(gzipSync(text).subarray(0, 60), /is damaged gzip: .*copy the file again/)
  await refused(
    compressed('xz', text).subarray(0, 200),
    /is damaged xz: \w[^()]*; copy the file again/,
  )
  await refused(
    compressed('zstd', text).subarray(0, 200),
    /is damaged zstd: \w[^*]*; copy the file again/,
  )
})

test('a missing tool is named, with its package', async () => {
  const path = process.env.PATH
  const content = [compressed('xz', LINE), compressed('zstd', LINE)]
  process.env.PATH = folder
  try {
    await refused(content[0], /the command xz is missing: install the package xz-utils/)
    await refused(content[1], /the command zstd is missing: install the package zstd/)
  } finally {
    process.env.PATH = path
  }
})

test('binary files are named, with the way to text', async () => {
  await refused(Buffer.from('\x17\x08\x44tracing6\0'), /binary trace\.dat.*trace-cmd report/)
  await refused(Buffer.from('PERFILE2\0\0'), /binary perf\.data.*perf script/)
  await refused(Buffer.from('BZh91AY&SY'), /compressed by bzip2/)
  await refused(`${LINE}\0`, /holds NUL bytes/)
})

test('an empty file is a trace of nothing', async () => {
  const path = fileOf('')
  assert.equal(readTraceSync(path).lines, 0)
  assert.equal((await readTrace(path)).lines, 0)
})
