/** Reads trace files, plain or gzipped, and tells what a file is that is no trace text. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { InputError } from '../../engines/contract/index.js'
import { type ParsedTrace, parseTrace } from './parse.js'

/** First bytes of what is often taken for trace text, and the way out. */
const FOREIGN: ReadonlyArray<{ start: readonly number[]; what: string; remedy: string }> = [
  {
    start: [0x17, 0x08, 0x44, 0x74, 0x72, 0x61, 0x63, 0x69, 0x6e, 0x67],
    what: 'a binary trace.dat',
    remedy: '`trace-cmd report -i FILE > trace.txt`',
  },
  {
    start: [0x50, 0x45, 0x52, 0x46, 0x49, 0x4c, 0x45, 0x32],
    what: 'a binary perf.data',
    remedy: '`perf script -i FILE > trace.txt`',
  },
  { start: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'compressed by xz', remedy: '`xz -d FILE`' },
  { start: [0x28, 0xb5, 0x2f, 0xfd], what: 'compressed by zstd', remedy: '`zstd -d FILE`' },
]

/**
 * Reads a file as text; gzip is told by content, not by name.
 * @throws InputError where it cannot be read, is damaged, or is binary
 */
export function readTraceText(path: string): string {
  const bytes = unzipped(path, readBytes(path))
  for (const { start, what, remedy } of FOREIGN) {
    if (start.every((byte, at) => bytes[at] === byte)) {
      throw new InputError(`${path}: is ${what}, not trace text; make text of it with ${remedy}`)
    }
  }
  if (bytes.includes(0)) {
    throw new InputError(`${path}: holds NUL bytes, so it is no trace text; expected ftrace output`)
  }
  return bytes.toString('utf8')
}

/**
 * Reads and parses a trace that can be replayed: whole, and with events in it.
 * @throws InputError where the file, a line, or the trace as a whole is unusable
 */
export function loadTrace(path: string): ParsedTrace {
  const trace = parseTrace(readTraceText(path), path)
  const gap = trace.gaps[0]
  if (gap !== undefined) {
    throw new InputError(
      `${path}:${gap.line}: the trace is not whole: ${gap.message}; ` +
        'record it again with a larger buffer (buffer_size_kb, or trace-cmd -b)',
    )
  }
  if (trace.events.length === 0) {
    const outside = trace.skipped.outside
    throw new InputError(
      outside > 0
        ? `${path}: all ${outside} map and unmap events lie outside the START and STOP markers`
        : `${path}: has no map or unmap events; enable events/iommu/map and events/iommu/unmap`,
    )
  }
  return trace
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new InputError(`${path}: cannot be read: ${reason(error)}`)
  }
}

function unzipped(path: string, bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch (error) {
    throw new InputError(`${path}: is damaged gzip: ${reason(error)}; copy the file again`)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
