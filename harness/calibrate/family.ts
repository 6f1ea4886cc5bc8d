/**
 * A family of comparisons whose truth is known: the baseline over and over, and the baseline with a
 * known share of operations more. It is measured and analysed as every run is.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  JOURNAL_FILE,
  type JournalHeader,
  type Machine,
  type Result,
  readJournal,
  resultFromJournal,
  startJournal,
} from '../../results/index.js'
import { type Cell, cellsOf, loadSuite } from '../../workloads/index.js'
import { clockStepNs, lastAllowedCpu } from '../probe/index.js'
import { describeCell } from '../run/header.js'
import type { Interruption } from '../run/interruption.js'
import { measure } from '../run/measure.js'
import { planCell } from '../run/plan-cells.js'
import type { Progress } from '../run/progress.js'
import { recording } from '../run/recording.js'
import { RunRow, type SelectedEngine } from '../run/rows.js'
import { runTrial } from '../run/trial.js'

/** Shares of operations more that rows of planted effects do. */
export const PLANTED = [0.01, 0.02, 0.05, 0.1] as const

/** Null rows beside the baseline: with map, unmap and their sum in 10 cells, 210 comparisons. */
const NULL_ROWS = 7

/** Buffers on a tape: a planted percent is a whole number of them. */
const SLOTS = 200

/** Buffers from a page to 512 of them, in three layouts and all modes. */
const CELLS = [
  '4K@4K',
  '16K@4K',
  '64K@4K',
  '256K@4K',
  '2M@4K+2M',
  '4M@4K+2M',
  '64K@4K/lazy',
  '64K@4K/non-coherent',
  '64K@4K/unaligned',
  '64K@4K/scatter-16K',
]

export interface FamilyOptions {
  /** The baseline. */
  engine: SelectedEngine
  machine: Machine
  seed: number
  timeSeconds: number
  generations: number
  precision: number
  hangMs: number
  version: string
}

/** What a row does more than the baseline, by its id; 0 for a null row. */
export function plantedOf(row: string): number {
  const share = /~plus-([\d.]+)%$/.exec(row)?.[1]
  return share === undefined ? 0 : Number(share) / 100
}

export function familyCells(): Cell[] {
  const all = cellsOf(loadSuite('full'))
  return CELLS.map((id) => {
    const cell = all.find((candidate) => candidate.id === id)
    if (cell === undefined) throw new Error(`suite full has no cell ${id}`)
    return cell
  })
}

/** Measures one family; `undefined` where nothing was measured before it was interrupted. */
export async function measureFamily(
  options: FamilyOptions,
  progress: Progress,
  interruption: Interruption,
): Promise<Result | undefined> {
  const { engine, generations, hangMs, precision, seed, timeSeconds } = options
  const startedAt = new Date().toISOString()
  const endsAt = performance.now() + timeSeconds * 1000
  const { id } = engine.description
  const rows = [
    new RunRow(id, engine, 'baseline'),
    ...Array.from(
      { length: NULL_ROWS },
      (_, at) => new RunRow(`${id}~null-${at}`, engine, 'shape'),
    ),
  ]
  const planted = new Map(
    PLANTED.map((share) => [new RunRow(`${id}~plus-${100 * share}%`, engine, 'shape'), share]),
  )
  const all = [...rows, ...planted.keys()]
  const placed = familyCells().map((cell) => ({ cell, rows: all, counted: [], untimed: {} }))
  const [baseline] = rows
  const trials = await runTrial([baseline], placed, hangMs, progress, interruption)
  if (interruption.requested) return undefined
  const stepNs = clockStepNs()
  const cells = placed.map((place) => {
    const slots = Math.min(SLOTS, place.cell.maxSlots)
    // Its cycle is the baseline's alone; the other rows' are as long.
    const cell = planCell({ ...place, rows: [baseline] }, trials.get(place.cell.id), stepNs, {
      slots,
    })
    const tapes = new Map(
      [...planted].map(([row, share]) => [
        row,
        place.cell.compile(Math.round(slots * (1 + share))),
      ]),
    )
    return { ...cell, rows: all, cycleMs: cell.cycleMs * all.length, tapes }
  })
  const pinTo = lastAllowedCpu()
  const header: JournalHeader = {
    type: 'header',
    schema: 'unmap-bench/journal',
    version: 1,
    run: { startedAt, generations },
    options: {
      suite: 'calibration',
      engines: [engine.reference],
      cells: cells.map(({ cell }) => cell.id),
      seed,
      timeSeconds,
      precision,
      arguments: [],
    },
    tool: { version: options.version },
    clock: { name: 'performance.now', stepNs },
    machine: options.machine,
    rows: all.map((row) => row.toResult()),
    // Without counts no row is known to do the baseline's work: each is a claim.
    cells: cells.map((cell) => describeCell(cell, all, new Map())),
  }
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-calibrate-'))
  try {
    const path = join(folder, JOURNAL_FILE)
    const journal = startJournal(path, header)
    const recorded = recording(journal, [header])
    const { bookkeepingShare } = await measure({
      rows: all,
      cells,
      checked: new Map(),
      generations,
      precision,
      widths: () => new Map(),
      seed,
      pinTo,
      hangMs,
      journal: recorded,
      progress,
      interruption,
      leftMs: () => endsAt - performance.now(),
    })
    journal.close()
    return resultFromJournal(readJournal(path), {
      finishedAt: new Date().toISOString(),
      state: interruption.requested ? 'interrupted' : 'complete',
      ...(bookkeepingShare !== undefined && { bookkeepingShare }),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
