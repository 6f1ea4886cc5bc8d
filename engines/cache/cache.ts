/**
 * The user's cache of what was found out once, by all that it depends on. An entry that is not what
 * was written, or that another user may have written, is as good as none.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { oldestIn, tryToRemove } from '../contract/index.js'
import { cacheFolder } from '../linux/trees/index.js'
import { sumOf } from './sums.js'

/** For this user alone to read and write. */
const OWN_FILE = 0o600
const WRITABLE_BY_OTHERS = 0o022

/** Entries of one kind, by their keys: a sha256 in hexadecimal digits. */
export class Cache<T> {
  private readonly schema: string
  private readonly entrySchema

  /**
   * @param kind names the folder.
   * @param valueSchema of what is cached.
   * @param mostEntries entries, a few thousand bytes each.
   */
  constructor(
    private readonly kind: string,
    valueSchema: z.ZodType<T>,
    private readonly mostEntries: number,
  ) {
    this.schema = `unmap-bench/${kind}`
    this.entrySchema = z.object({
      schema: z.literal(this.schema),
      key: z.string(),
      /** Of `value` as JSON. */
      sha256: z.string(),
      value: valueSchema,
    })
  }

  /** Where entries lie, one file each. */
  get folder(): string {
    return join(cacheFolder(), this.kind)
  }

  /** The value of a key; `undefined` where there is none that can be believed. */
  read(key: string): T | undefined {
    try {
      const entry = this.entrySchema.parse(JSON.parse(readOwn(this.fileOf(key))))
      return entry.key === key && entry.sha256 === sumOf(entry.value) ? entry.value : undefined
    } catch {
      return undefined
    }
  }

  /** Caches a value; where that cannot be, it is found out again the next time. */
  write(key: string, value: T): void {
    const { schema } = this
    const temporary = `${this.fileOf(key)}.${process.pid}`
    try {
      mkdirSync(this.folder, { recursive: true })
      tryToRemove(temporary)
      const entry = JSON.stringify({ schema, key, sha256: sumOf(value), value })
      writeFileSync(temporary, entry, { mode: OWN_FILE, flag: 'wx' })
      renameSync(temporary, this.fileOf(key))
    } catch {
      tryToRemove(temporary)
    }
  }

  /** Drops the oldest entries where there are too many. */
  dropOldest(): void {
    for (const file of oldestIn(this.folder, this.mostEntries)) tryToRemove(file)
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key}.json`)
  }
}

/** Reads a file that is this user's and that nobody else may write, where the system says. */
function readOwn(path: string): string {
  const file = openSync(path, 'r')
  try {
    const { mode, uid } = fstatSync(file)
    const me = process.getuid?.()
    if (me !== undefined && (uid !== me || (mode & WRITABLE_BY_OTHERS) !== 0)) {
      throw new Error(`${path} is not this user's own`)
    }
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}
