/** What counts instructions on this machine. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { release } from 'node:os'
import { delimiter, resolve } from 'node:path'

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
  const valgrinds = searchPath.split(delimiter).map((folder) => resolve(folder, 'valgrind'))
  for (const valgrind of valgrinds.filter(existsSync)) {
    const tool = versionOf(valgrind)
    if (tool !== '') return { source: 'callgrind', tool, valgrind }
  }
  return { source: 'perf_event', tool: `${process.platform} ${release()}` }
}

/** `valgrind-3.19.0`; empty where it does not run. */
function versionOf(valgrind: string): string {
  const { status, stdout } = spawnSync(valgrind, ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}
