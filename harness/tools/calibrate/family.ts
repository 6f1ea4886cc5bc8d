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
import { spawn as spawnProcess } from '../../processes/handle.js'
import type { Spawn } from '../../processes/kind.js'
import type { Interruption } from '../../terminal/interruption.js'
import type { Progress } from '../../terminal/progress.js'
import { calibrationSet } from './set.js'

export interface FamilyOptions {
  /** The baseline. */
  engine: SelectedEngine
  machine: Machine
  seed: number
  generations: number
  /** After which no generation is begun; all of `generations` where absent. */
  timeSeconds?: number
  /** Orders in which the modules in C were linked; below 2 there is one. */
  linkOrders: number
  pinTo: number | undefined
  hangMs: number
  /** Starts workers: processes of their own where absent. */
  spawn?: Spawn
  version: string
}

/** Seconds that stand in a result whose generations were counted instead: a day is no limit. */
const NO_LIMIT_SECONDS = 86_400

/** Measures one family; `undefined` where nothing was measured before it was interrupted. */
export async function measureFamily(
  options: FamilyOptions,
  progress: Progress,
  interruption: Interruption,
): Promise<Result | undefined> {
  const { engine, generations, hangMs, linkOrders, machine, pinTo, seed, version } = options
  const { spawn = spawnProcess, timeSeconds = NO_LIMIT_SECONDS } = options
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
    tool: { version },
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
      hangMs,
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
