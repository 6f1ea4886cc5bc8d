/** What counts instructions on this machine. */

import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { release } from 'node:os'
import { delimiter, join } from 'node:path'

/** Counts of different sources are not compared, and never mixed in one run. */
export interface Meter {
  source: 'callgrind' | 'perf_event'
  /** `valgrind-3.19.0`, or the system that lends the processor's counter. */
  tool: string
  /** Path of valgrind where it counts. */
  valgrind?: string
}

/** How a machine gets one. */
export const METER_REMEDY = 'apt-get install valgrind'

/**
 * Valgrind where it is in the search path and runs; else the processor's own counter, of which only
 * trying shows whether there is one.
 */
export function findMeter(searchPath = process.env.PATH ?? ''): Meter {
  const valgrind = searchPath
    .split(delimiter)
    .map((folder) => join(folder, 'valgrind'))
    .find(isProgram)
  const version = valgrind === undefined ? '' : versionOf(valgrind)
  if (valgrind === undefined || version === '') {
    return { source: 'perf_event', tool: `${process.platform} ${release()}` }
  }
  return { source: 'callgrind', tool: version, valgrind }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** `valgrind-3.19.0`; empty where it does not run. */
function versionOf(valgrind: string): string {
  const { status, stdout } = spawnSync(valgrind, ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}
