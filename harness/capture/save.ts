/** Writes a trace, compressed where the file's name says so. */
import { accessSync, constants, createWriteStream, existsSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { InputError } from '../../engines/contract/index.js'

/** @throws InputError where there is something of this name, or its folder cannot be written */
export function requireNew(path: string): void {
  if (existsSync(path)) {
    throw new InputError(`--out ${path} is there already; name another file, or remove it`)
  }
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch {
    throw new InputError(`--out ${path}: its folder is missing, or cannot be written`)
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
