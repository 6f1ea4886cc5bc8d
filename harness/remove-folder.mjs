/** Removing a folder that others may still write into. */
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A folder that is being removed has its name and this. */
const GOING = '.going-'

/**
 * Removes a folder, whoever writes into it: where set-up was killed, the compiler that it had started
 * runs on for a while, and a folder that something is put into cannot be removed. So it is renamed
 * first; what was left half removed before goes too.
 *
 * @param {string} folder
 */
export function removeFolder(folder) {
  removeGoing(folder)
  try {
    renameSync(folder, `${folder}${GOING}${process.pid}`)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  removeGoing(folder)
}

function removeGoing(folder) {
  const parent = dirname(folder)
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(folder)}${GOING}`)) continue
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 20 })
  }
}
