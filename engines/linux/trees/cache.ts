/** What is kept between runs, in the user's own folder for such things. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { InputError, ownMark, runningBy, textOf, tryToRemove } from '../../contract/index.js'

/** How often it is looked whether another process has made what is wanted. */
const LOOK_MS = 100
/** A lock is written in two steps: one without a word gets it within this time, or never. */
const WRITTEN_MS = 10_000

/** `$XDG_CACHE_HOME/unmap-bench`, by default `~/.cache/unmap-bench`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: named = '' } = process.env
  // A relative path is none, as the variable's own specification has it; HOME may be empty.
  const caches = isAbsolute(named) ? named : join(homedir() || userInfo().homedir, '.cache')
  return join(caches, 'unmap-bench')
}

/**
 * Makes a folder of the cache by `fill`, all of it or nothing, unless it is there. Where another
 * process is at it, waits for that.
 *
 * @throws InputError where the cache cannot be written.
 */
export async function fillFolder(
  folder: string,
  fill: (into: string) => void | Promise<void>,
): Promise<void> {
  const within = dirname(folder)
  const lock = `${folder}.lock`
  try {
    mkdirSync(within, { recursive: true })
    while (!existsSync(folder)) {
      if (!take(lock)) {
        await setTimeout(LOOK_MS)
        continue
      }
      try {
        await makeWhole(folder, fill)
      } finally {
        rmSync(lock, { force: true })
      }
    }
  } catch (error) {
    throw isOfWriting(error, within)
      ? new InputError(
          `cannot write the cache ${within}: ${error.message.split(',')[0]}; XDG_CACHE_HOME names another folder for it`,
        )
      : error
  }
}

async function makeWhole(
  folder: string,
  fill: (into: string) => void | Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return
  const made = mkdtempSync(`${folder}.`)
  try {
    await fill(made)
    renameSync(made, folder)
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

/** Whether this process has got the lock; that of a process that is no more is taken away first. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, ownMark(), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      // On a full disk it is there, and empty.
      tryToRemove(lock)
      throw error
    }
    if (!isHeld(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isHeld(lock: string): boolean {
  const text = textOf(lock)
  if (text !== '') return text !== undefined && runningBy(text) !== undefined
  const writtenAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Date.now() - writtenAt < WRITTEN_MS
}

/** Whether it is the system that lets nothing be written there. */
function isOfWriting(error: unknown, within: string): error is Error {
  if (['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)))) return true
  return error instanceof Error && 'path' in error && String(error.path).startsWith(dirname(within))
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
