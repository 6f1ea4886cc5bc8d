/** The bytes of a trace's file, decompressed, a chunk at a time, for those who cannot wait. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InputError } from '../../../engines/contract/index.js'
import { messageOf } from '../../cell/checked.js'
import {
  type Compression,
  commandError,
  complaint,
  compressionOf,
  damaged,
  requireText,
} from './compression.js'

const CHUNK_BYTES = 256 * 1024

/** Most bytes of gzip that are decompressed in memory, to some fifteen times as many. */
const IN_MEMORY_BYTES = 4 * 1024 * 1024

/** @throws InputError where the file cannot be read, is damaged, or is no text */
export function* chunksOfFile(path: string): Generator<Uint8Array> {
  let first = true
  for (const chunk of decompressed(path)) {
    if (first) requireText(chunk, path)
    first = false
    yield chunk
  }
}

function* decompressed(path: string): Generator<Uint8Array> {
  const [head = new Uint8Array(0)] = piecesOf(path, path, 16)
  const compression = compressionOf(head)
  if (compression === undefined) yield* piecesOf(path, path, CHUNK_BYTES)
  else if (compression.name === 'gzip' && statSync(path).size <= IN_MEMORY_BYTES) {
    yield gunzipped(path, compression)
  } else yield* byCommand(path, compression)
}

function* piecesOf(path: string, source: string, bytes: number): Generator<Uint8Array> {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    for (;;) {
      const chunk = Buffer.alloc(bytes)
      const length = readSync(file, chunk)
      if (length === 0) return
      yield chunk.subarray(0, length)
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${source}: cannot be read: ${messageOf(error)}`)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function gunzipped(path: string, how: Compression): Uint8Array {
  try {
    return gunzipSync(readFileSync(path))
  } catch (error) {
    throw damaged(path, how, messageOf(error))
  }
}

/** Decompresses into a file of its own, since a pipe can only be read by those who wait. */
function* byCommand(path: string, how: Compression): Generator<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-trace-'))
  try {
    const text = join(folder, 'trace.txt')
    const input = openSync(path, 'r')
    const output = openSync(text, 'w')
    const { status, error, stderr } = spawnSync(how.name, ['-dc'], {
      stdio: [input, output, 'pipe'],
      encoding: 'utf8',
    })
    closeSync(input)
    closeSync(output)
    if (error !== undefined) throw commandError(error, path, how)
    if (status !== 0) throw damaged(path, how, complaint(stderr, status))
    yield* piecesOf(text, path, CHUNK_BYTES)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
