/** The bytes of a trace, decompressed, from a file, standard input or a stream, a chunk at a time. */
import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
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

export type ByteStream = AsyncIterable<Uint8Array>

const CHUNK_BYTES = 256 * 1024

/** What messages call standard input. */
export const STANDARD_INPUT = 'standard input'

/**
 * @param input a path, `-` for standard input, or a stream of bytes
 * @throws InputError where it cannot be read, is damaged, or is no text
 */
export async function* chunksOf(input: string | ByteStream, source: string): ByteStream {
  let first = true
  for await (const chunk of decompressed(bytesOf(input, source), source)) {
    if (first) requireText(chunk, source)
    first = false
    yield chunk
  }
}

async function* bytesOf(input: string | ByteStream, source: string): ByteStream {
  const stream = typeof input === 'string' ? open(input) : input
  try {
    yield* stream
  } catch (error) {
    throw new InputError(`${source}: cannot be read: ${messageOf(error)}`)
  }
}

function open(path: string): ByteStream {
  return path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES })
}

async function* decompressed(bytes: ByteStream, source: string): ByteStream {
  const iterator = bytes[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  let length = 0
  while (length < 16) {
    const { done, value } = await iterator.next()
    if (done === true) break
    head.push(value)
    length += value.length
  }
  const start = Buffer.concat(head)
  const all = { [Symbol.asyncIterator]: () => joined(start, iterator) }
  const compression = compressionOf(start)
  if (compression === undefined) yield* all
  else if (compression.name === 'gzip') yield* gunzipped(all, source, compression)
  else yield* byCommand(all, source, compression)
}

async function* joined(start: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  if (start.length > 0) yield start
  yield* { [Symbol.asyncIterator]: () => rest }
}

async function* gunzipped(bytes: ByteStream, source: string, how: Compression): ByteStream {
  const from = Readable.from(bytes, { objectMode: false })
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  from.once('error', (error) => gunzip.destroy(error))
  try {
    yield* from.pipe(gunzip)
  } catch (error) {
    throw error instanceof InputError ? error : damaged(source, how, messageOf(error))
  } finally {
    from.destroy()
  }
}

async function* byCommand(bytes: ByteStream, source: string, how: Compression): ByteStream {
  const child = spawn(how.name, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<{ status: number | null; error?: Error }>((resolve) => {
    child.once('error', (error) => resolve({ status: null, error }))
    child.once('close', (status) => resolve({ status }))
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-1000)
  })
  const from = Readable.from(bytes, { objectMode: false })
  let failed: Error | undefined
  from.once('error', (error) => {
    failed = error
    child.kill()
  })
  // A command that gives up closes its end: what it says is reported below.
  child.stdin.on('error', () => {})
  from.pipe(child.stdin)
  try {
    yield* child.stdout
    const { status, error } = await ended
    if (failed !== undefined) throw failed
    if (error !== undefined) throw commandError(error, source, how)
    if (status !== 0) throw damaged(source, how, complaint(stderr, status))
  } finally {
    from.destroy()
    child.kill()
  }
}
