/** Which files a build is made of. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Runs in `results`: nothing of theirs is built, whatever lies there and whatever it is called. */
const RUN = /^(\d.*|saved)$/

/**
 * The sources in a folder and below it.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      return basename(folder) === 'results' && RUN.test(entry.name) ? [] : sourcesBelow(path)
    }
    return /\.(ts|mjs|c|h|S)$/.test(entry.name) ? [path] : []
  })
}
