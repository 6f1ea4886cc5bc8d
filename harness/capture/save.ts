/** Writes a trace, compressed where the file's name says so. */
import { createWriteStream, existsSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { InputError } from '../../engines/contract/index.js'

/** @throws InputError where there is something of this name */
export function requireNew(path: string): void {
  if (existsSync(path)) {
    throw new InputError(`--out ${path} is there already; name another file, or remove it`)
  }
}

/**
 * Writes text to a new file. What was written of it is removed where something fails.
 * @throws InputError where it cannot be written
 */
export async function save(text: AsyncIterable<Uint8Array | string>, path: string): Promise<void> {
  requireNew(path)
  const file = createWriteStream(path, { flags: 'wx' })
  try {
    if (path.endsWith('.gz')) await pipeline(Readable.from(text), createGzip(), file)
    else await pipeline(Readable.from(text), file)
  } catch (error) {
    rmSync(path, { force: true })
    if (error instanceof InputError) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new InputError(`${path} cannot be written: ${message}`)
  }
}
