/** What a calibration measured, in a folder: families, quiet and busy, repeats of quick, cross-talk. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../../engines/contract/index.js'
import { loadResult, type Machine, type Result, saveResult } from '../../../results/record/index.js'
import { agreementOf } from './agreement.js'
import type { Half } from './promises.js'
import { scoreFamily } from './score.js'
import type { Calibration } from './text.js'

const QUIET = 'quiet'
const BUSY = /^busy-(\d+)$/
const REPEATS = 'repeats'

/** Where the families that were measured beside `busy` busy processes are. */
function familiesFolder(runs: string, busy: number): string {
  return join(runs, busy === 0 ? QUIET : `busy-${busy}`)
}

/** The folder of one of several runs, which are read in the order of their names. */
function numbered(folder: string, at: number): string {
  return join(folder, String(at + 1).padStart(3, '0'))
}

export function repeatFolder(runs: string, at: number): string {
  return numbered(join(runs, REPEATS), at)
}

export function crossTalkFile(runs: string): string {
  return join(runs, 'cross-talk.json')
}

export function saveFamily(runs: string, busy: number, at: number, result: Result): void {
  const folder = numbered(familiesFolder(runs, busy), at)
  mkdirSync(folder, { recursive: true })
  saveResult(folder, result)
}

/**
 * Scores what was measured.
 *
 * @param usual comparisons of a run of quick, for where there are no repeats.
 * @throws InputError where the folder has no family; ResultError for a run that is none.
 */
export function calibrationOf(runs: string, usual: () => number): Calibration {
  const busy = namesIn(runs).flatMap((name) => BUSY.exec(name)?.[1] ?? [])
  const found = [0, ...busy.map(Number).sort((a, b) => a - b)]
    .map((busy) => ({ busy, families: resultsIn(familiesFolder(runs, busy)) }))
    .filter(({ families }) => families.length > 0)
  const [first] = found.flatMap(({ families }) => families)
  if (first === undefined) {
    throw new InputError(
      `${runs} has no family of a calibration; npm run calibrate -- --keep ${runs} measures some`,
    )
  }
  const repeats = resultsIn(join(runs, REPEATS))
  const agreement = repeats.length > 1 ? agreementOf(repeats) : undefined
  const comparisons = agreement?.comparisons ?? usual()
  return {
    date: first.run.startedAt.slice(0, 10),
    machine: `${machineText(first.machine)}; engine ${first.rows[0]?.id}`,
    version: first.tool.version,
    halves: found.map(
      ({ busy, families }): Half => ({
        busy,
        families: families.map((family) => scoreFamily(family, comparisons)),
      }),
    ),
    comparisons,
    ...(agreement && { agreement }),
  }
}

export function machineText({ cores, cpu, kernel, node, virtualised }: Machine): string {
  const kind = virtualised === 'none' ? 'bare metal' : virtualised
  return `${cpu}, ${cores} CPUs, ${kind}, ${kernel.split(' ').slice(0, 2).join(' ')}, Node ${node}`
}

/** Runs that were not stopped: of those the time would be another. */
function resultsIn(folder: string): Result[] {
  return namesIn(folder)
    .map((name) => loadResult(join(folder, name)))
    .filter(({ run }) => run.state === 'complete')
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
