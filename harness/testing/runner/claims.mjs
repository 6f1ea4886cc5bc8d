import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which of several processes runs which test file: whoever is free takes the next, so that none waits while there is one. */
export class Claims {
  #places

  /**
   * @param {string} folder an empty one, which the processes share.
   * @param {readonly string[]} files the same in each of them.
   */
  constructor(folder, files) {
    this.#places = new Map(files.map((file, at) => [file, join(folder, String(at))]))
  }

  /** Whether a file is now this process's: false where another has it. */
  take(file, holder) {
    try {
      writeFileSync(this.#places.get(file), holder, { flag: 'wx' })
      return true
    } catch (error) {
      if (error.code === 'EEXIST') return false
      throw error
    }
  }

  /** The process that took a file; undefined where none has. */
  holderOf(file) {
    const place = this.#places.get(file)
    return existsSync(place) ? readFileSync(place, 'utf8') : undefined
  }
}
