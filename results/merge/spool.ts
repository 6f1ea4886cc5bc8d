/** JSON texts on disk, found again by their places: a merge holds one shard at a time. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

/** Bytes that are read at once, at the least. */
const CHUNK = 2 ** 22

export class Spool {
  private readonly file: number
  private readonly texts = new Map<number, { from: number; bytes: number }>()
  private end = 0

  /** @param path a file that is made, and removed again. */
  constructor(private readonly path: string) {
    this.file = openSync(path, 'wx+')
  }

  has(place: number): boolean {
    return this.texts.has(place)
  }

  put(place: number, text: string): void {
    const bytes = writeSync(this.file, text)
    this.texts.set(place, { from: this.end, bytes })
    this.end += bytes
  }

  /** The texts in the order of their places, with commas between them, in parts of some size. */
  *joined(): Generator<Buffer> {
    let parts: Buffer[] = []
    let bytes = 0
    const places = [...this.texts.keys()].sort((a, b) => a - b)
    for (const [at, place] of places.entries()) {
      const text = this.texts.get(place)
      if (text === undefined) continue
      const part = Buffer.alloc(text.bytes)
      readSync(this.file, part, 0, text.bytes, text.from)
      parts.push(...(at > 0 ? [Buffer.from(',')] : []), part)
      bytes += text.bytes
      if (bytes < CHUNK) continue
      yield Buffer.concat(parts)
      parts = []
      bytes = 0
    }
    yield Buffer.concat(parts)
  }

  remove(): void {
    closeSync(this.file)
    rmSync(this.path, { force: true })
  }
}
