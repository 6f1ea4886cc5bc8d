/** Objects cached by what they were made of, so that only what has changed is compiled again. */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Compiler } from '../build-report.js'

/** A dozen builds; the oldest objects go. */
const MOST_OBJECTS = 1000

export class ObjectCache {
  /**
   * @param folder of the objects.
   * @param includes folders in which C files find what they include.
   */
  constructor(
    private readonly folder: string,
    private readonly includes: readonly string[],
  ) {}

  /** Where the object of a source is cached: by compiler, flags, its text and all that it includes of ours. */
  fileOf({ command, version }: Compiler, source: string, flags: readonly string[]): string {
    const sha = createHash('sha256')
    sha.update(JSON.stringify([process.platform, process.arch, command, version, flags]))
    for (const [name, text] of this.includedBy(source)) sha.update(`${name}\n`).update(text)
    return join(this.folder, `${sha.digest('hex')}.o`)
  }

  /** Copies a cached object to where it is wanted, if there is one. */
  take(cached: string, object: string): boolean {
    try {
      copyFileSync(cached, object)
    } catch {
      return false
    }
    const now = new Date()
    utimesSync(cached, now, now)
    return true
  }

  /** Adds an object; where that cannot be, the next build compiles it again. */
  add(cached: string, object: string): void {
    const temporary = `${cached}.${process.pid}`
    try {
      mkdirSync(this.folder, { recursive: true })
      copyFileSync(object, temporary)
      renameSync(temporary, cached)
    } catch {
      rmSync(temporary, { force: true })
    }
  }

  dropOldest(): void {
    if (!existsSync(this.folder)) return
    const aged = readdirSync(this.folder).map((name) => {
      const file = join(this.folder, name)
      return { file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }
    })
    aged.sort((a, b) => b.at - a.at)
    for (const { file } of aged.slice(MOST_OBJECTS)) rmSync(file, { force: true })
  }

  /** A source and the files that it includes, each once, by their names. */
  private includedBy(source: string, found = new Map<string, string>()): Map<string, string> {
    const file = this.includes.map((folder) => join(folder, source)).find(existsSync)
    if (found.has(source) || file === undefined) return found
    const text = readFileSync(file, 'utf8')
    found.set(source, text)
    for (const [, name] of text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
      this.includedBy(name, found)
    }
    return found
  }
}
