/**
 * Claims of runs to the CPUs that they measure on: empty files, whose names hold the process and when
 * it started, in a folder that all users of the machine share. Each process makes files of its own
 * alone, so that it does not matter whose a dead process's are: in such a folder nobody can remove
 * or replace another user's file. A claim of a process that is no more is none.
 */
import { accessSync, closeSync, constants, openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning, namesIn, startOf, tryToRemove } from '../../../engines/contract/index.js'

const PREFIX = 'unmap-bench-cpu'

/** What is claimed: a CPU, or where the system knows none, the machine. */
export type Place = number | 'any'

export interface Claim {
  place: Place
  pid: number
  /** In the system's own ticks; 0 where it does not say. */
  startedAt: number
}

/** Where claims lie: the machine's own folder for locks, or for what is temporary. */
export function claimsFolder(): string {
  try {
    accessSync('/run/lock', constants.W_OK | constants.X_OK)
    return '/run/lock'
  } catch {
    return tmpdir()
  }
}

/** The claims of processes that are there, of this one too; none where the folder cannot be read. */
export function claimsIn(folder: string): Claim[] {
  return namesIn(folder).flatMap((name) => {
    const [, place, pid, startedAt] =
      new RegExp(`^${PREFIX}-(\\d+|any)-([1-9]\\d*)-(\\d+)$`).exec(name) ?? []
    if (place === undefined) return []
    const claim: Claim = {
      place: place === 'any' ? place : Number(place),
      pid: Number(pid),
      startedAt: Number(startedAt),
    }
    if (isRunning(claim.pid, claim.startedAt)) return [claim]
    // One of another user's stays where it is.
    tryToRemove(join(folder, name))
    return []
  })
}

/**
 * Claims a place for this process.
 *
 * @returns takes the claim back; `undefined` where the folder cannot be written.
 */
export function claim(folder: string, place: Place): (() => void) | undefined {
  const { pid } = process
  const path = join(folder, `${PREFIX}-${place}-${pid}-${startOf(pid) ?? 0}`)
  try {
    // Never through a link that somebody laid there.
    closeSync(openSync(path, 'wx'))
  } catch {
    return undefined
  }
  const release = () => {
    process.off('exit', release)
    tryToRemove(path)
  }
  process.on('exit', release)
  return release
}
