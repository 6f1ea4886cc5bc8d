/** Folders that need not be there, nor be this user's. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The names in a folder; none where it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Paths of all files in a folder but the `most` that were written last. */
export function oldestIn(folder: string, most: number): string[] {
  const names = namesIn(folder)
  if (names.length <= most) return []
  const aged = names.map((name) => {
    const file = join(folder, name)
    return { file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }
  })
  aged.sort((a, b) => b.at - a.at)
  return aged.slice(most).map(({ file }) => file)
}

/** Removes a file where that can be; one that stays takes room and does no harm. */
export function tryToRemove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Its folder is none, or it is another user's.
  }
}
