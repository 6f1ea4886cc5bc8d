/** A family of comparisons whose truth is known, measured as every run is. */
import { join } from 'node:path'
import { inTemporaryFolder } from '../../../engines/contract/index.js'
import {
  JOURNAL_FILE,
  type JournalHeader,
  type Machine,
  type Result,
  readJournal,
  resultFromJournal,
  startJournal,
} from '../../../results/record/index.js'
import { clockStepNs, probeLoad } from '../../bench/machine/index.js'
import { measure } from '../../bench/measure/measure.js'
import type { SelectedEngine } from '../../bench/plan/rows.js'
import { describeCell } from '../../bench/record/cell.js'
import { spawn } from '../../processes/handle.js'
import type { Interruption } from '../../terminal/interruption.js'
import type { Progress } from '../../terminal/progress.js'
import { projectVersion } from '../../version.js'
import { calibrationSet } from './set.js'

/** What every part of a calibration is measured with. */
export interface Measuring<P extends Progress = Progress> {
  /** The baseline. */
  engine: SelectedEngine
  machine: Machine
  /** Orders in which the modules in C were linked; below 2 there is one. */
  linkOrders: number
  pinTo: number | undefined
  progress: P
  interruption: Interruption
}

interface FamilyOptions {
  seed: number
  generations: number
  /** After which no generation is begun; all of `generations` where absent. */
  timeSeconds?: number
}

/** Without an answer for so long a process counts as hung. */
export const HANG_MS = 30_000

/** Seconds that stand in a result whose generations were counted instead: a day is no limit. */
const NO_LIMIT_SECONDS = 86_400

/** Measures one family; `undefined` where nothing was measured before it was interrupted. */
export async function measureFamily(
  { engine, interruption, linkOrders, machine, pinTo, progress }: Measuring,
  { generations, seed, timeSeconds = NO_LIMIT_SECONDS }: FamilyOptions,
): Promise<Result | undefined> {
  const startedAt = new Date().toISOString()
  const endsAt = performance.now() + timeSeconds * 1000
  // Its own rows: one that fails is there again in the next family.
  const { cells, rows } = calibrationSet(engine)
  const header: JournalHeader = {
    type: 'header',
    schema: 'unmap-bench/journal',
    version: 1,
    run: { startedAt },
    options: {
      suite: 'calibration',
      engines: [engine.reference],
      cells: cells.map(({ cell }) => cell.id),
      seed,
      timeSeconds,
      arguments: [],
    },
    tool: { version: projectVersion() },
    clock: { name: 'performance.now', stepNs: clockStepNs() },
    machine: { ...machine, before: await probeLoad() },
    rows: rows.map((row) => row.toResult()),
    // Without counts no row is known to do the baseline's work: each is a claim.
    cells: cells.map((cell) => describeCell(cell, rows, new Map())),
  }
  return await inTemporaryFolder('unmap-bench-calibrate-', async (folder) => {
    const path = join(folder, JOURNAL_FILE)
    const journal = startJournal(path, header)
    const { bookkeepingShare } = await measure({
      cells,
      checked: new Map(),
      linkOrders,
      mostGenerations: generations,
      seed,
      pinTo,
      hangMs: HANG_MS,
      journal,
      progress,
      interruption,
      spawn,
      leftMs: () => endsAt - performance.now(),
    })
    journal.close()
    return resultFromJournal(readJournal(path), {
      finishedAt: new Date().toISOString(),
      state: interruption.requested ? 'interrupted' : 'complete',
      ...(bookkeepingShare !== undefined && { bookkeepingShare }),
    })
  })
}
