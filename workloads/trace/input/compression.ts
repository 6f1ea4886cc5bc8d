/** Compressed traces: which they are is told by content, not by name. */
import { InputError } from '../../../engines/contract/index.js'

/** A compression, and the command that undoes it where Node cannot, with the package that has it. */
export interface Compression {
  name: 'gzip' | 'xz' | 'zstd'
  start: readonly number[]
  debian: string
}

const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', start: [0x1f, 0x8b], debian: 'gzip' },
  { name: 'xz', start: [0xfd, 0x37, 0x7a, 0x58, 0x5a], debian: 'xz-utils' },
  { name: 'zstd', start: [0x28, 0xb5, 0x2f, 0xfd], debian: 'zstd' },
]

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
  { start: [0x42, 0x5a, 0x68], what: 'compressed by bzip2', remedy: '`bzip2 -d FILE`' },
  { start: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive', remedy: '`unzip FILE`' },
]

/** Bytes at a trace's beginning that its kind is told by. */
export const HEAD_BYTES = 64 * 1024

export function compressionOf(head: Uint8Array): Compression | undefined {
  return COMPRESSIONS.find(({ start }) => begins(head, start))
}

/** @throws InputError where the beginning of what was decompressed is no text */
export function requireText(head: Uint8Array, source: string): void {
  for (const { start, what, remedy } of FOREIGN) {
    if (begins(head, start)) {
      throw new InputError(`${source}: is ${what}, not trace text; make text of it with ${remedy}`)
    }
  }
  if (head.subarray(0, HEAD_BYTES).includes(0)) {
    throw new InputError(
      `${source}: holds NUL bytes, so it is no trace text; expected what ` +
        '`cat /sys/kernel/tracing/trace` prints, without the trace option bin',
    )
  }
}

function begins(head: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => head[at] === byte)
}

/** @param reason what the decompressor said */
export function damaged(source: string, { name }: Compression, reason: string): InputError {
  return new InputError(`${source}: is damaged ${name}: ${reason}; copy the file again`)
}

/** Why a command did not decompress: it is missing, or fails by itself. */
export function commandError(error: Error, source: string, how: Compression): InputError {
  if (!('code' in error && error.code === 'ENOENT')) return damaged(source, how, error.message)
  return new InputError(
    `${source}: is compressed by ${how.name}, and the command ${how.name} is missing: install the ` +
      `package ${how.debian}, or decompress the file first`,
  )
}

/** What xz and zstd call standard input, where they say what is wrong with it. */
const STDIN = /^(?:\(stdin\)|\/\*stdin\*\\) ?: /

/** The last line that a command printed, without its own name. */
export function complaint(stderr: string, status: number | null): string {
  const last =
    stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^\w+: /, '')
      .replace(STDIN, '') ?? ''
  return last === '' ? `it ended with status ${status}` : last
}
