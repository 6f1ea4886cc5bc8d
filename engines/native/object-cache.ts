/** Objects cached by keys of what they were made of, so that only what has changed is compiled again. */
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { oldestIn } from '../contract/index.js'

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
    for (const file of oldestIn(this.folder, this.most)) rmSync(file, { force: true })
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key}.o`)
  }
}
