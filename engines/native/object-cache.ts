/** Objects cached by keys of what they were made of, so that only what has changed is compiled again. */
import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'

/** A dozen builds; the oldest objects go. */
const MOST_OBJECTS = 1500

export class ObjectCache {
  /**
   * @param folder of the objects.
   * @param most that it holds.
   */
  constructor(
    private readonly folder: string,
    private readonly most = MOST_OBJECTS,
  ) {}

  /** Copies a cached object to where it is wanted, if there is one. */
  take(key: string, object: string): boolean {
    const cached = this.fileOf(key)
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
  add(key: string, object: string): void {
    const cached = this.fileOf(key)
    const temporary = `${cached}.${randomUUID()}`
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
    for (const { file } of aged.slice(this.most)) rmSync(file, { force: true })
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key}.o`)
  }
}
