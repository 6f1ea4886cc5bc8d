/** What is kept between runs, in the user's own folder for such things. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isAlive, textOf } from '../../contract/index.js'

/** How often it is looked whether another process has made what is wanted. */
const LOOK_MS = 100

/** `$XDG_CACHE_HOME/unmap-bench`, by default `~/.cache/unmap-bench`. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'unmap-bench')
}

/**
 * Makes a folder of the cache by `fill`, all of it or nothing, unless it is there. Where another
 * process is at it, waits for that.
 */
export async function fillFolder(
  folder: string,
  fill: (into: string) => void | Promise<void>,
): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true })
  const lock = `${folder}.lock`
  while (!existsSync(folder)) {
    if (!take(lock)) {
      await setTimeout(LOOK_MS)
      continue
    }
    const made = mkdtempSync(`${folder}.`)
    try {
      if (!existsSync(folder)) {
        await fill(made)
        renameSync(made, folder)
      }
    } finally {
      rmSync(made, { recursive: true, force: true })
      rmSync(lock, { force: true })
    }
  }
}

/** Whether this process has got the lock; that of a process that is no more is taken away first. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isHeld(lock: string): boolean {
  const text = textOf(lock)
  if (text === undefined) return false
  const owner = Number(text)
  // Written in two steps: a lock without a number is about to get one.
  return owner === 0 || isAlive(owner)
}
