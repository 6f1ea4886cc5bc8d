/** A run from its first process to its reports. */
import { rmdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  BUSY_CPUS,
  createRunFolder,
  JOURNAL_FILE,
  type JournalHeader,
  layoutOf,
  type Result,
  readJournal,
  resultFromJournal,
  saveResult,
  startJournal,
  updateLatest,
  useOutFolder,
} from '../../results/index.js'
import type { Cell } from '../../workloads/index.js'
import { schedule, scheduledMs, slotsFor } from '../plan/index.js'
import {
  clockStepNs,
  lastAllowedCpu,
  probeLoad,
  probeMachine,
  projectCommit,
} from '../probe/index.js'
import { type CheckedCells, checkEngines } from './check.js'
import type { Interruption } from './interruption.js'
import { measure, type ScheduledCell } from './measure.js'
import { type PlacedCell, placeRows } from './placed.js'
import { workOf } from './planned.js'
import { formatDuration, type Progress } from './progress.js'
import { type RunRow, rowsOf, type SelectedEngine } from './rows.js'
import { runTrial, type Trial } from './trial.js'

export interface RunOptions {
  suite: string
  engines: readonly SelectedEngine[]
  cells: readonly Cell[]
  seed: number
  /** Seconds for everything but set-up. */
  timeSeconds: number
  generations: number
  /** Where the run's folder goes: `base` for one named after the time, or `out`, its own path. */
  folder: { base: string } | { out: string }
  /** Whether the host's name is recorded. */
  host: boolean
  /** Seconds without an answer after which an engine counts as hung. */
  hangSeconds: number
  version: string
  arguments: readonly string[]
}

export interface FinishedRun {
  result: Result
  folder: string
}

/** Milliseconds kept for the end of a run: reports with their charts, the last look at the load. */
const ENDING_MS = 4000

/**
 * Runs a suite's cells. What was measured until Ctrl-C is a result too; `undefined` where that was
 * nothing.
 *
 * @throws ResultError where the run's folder cannot be used; nothing is left there then.
 */
export async function runBench(
  options: RunOptions,
  progress: Progress,
  interruption: Interruption,
): Promise<FinishedRun | undefined> {
  const startedAt = new Date()
  const started = performance.now()
  const endsAt = started + options.timeSeconds * 1000
  const out = 'out' in options.folder ? useOutFolder(options.folder.out) : undefined

  progress.update('looking at the machine')
  const machine = await probeMachine({ host: options.host })
  const stepNs = clockStepNs()
  if (machine.before.busyCpus > BUSY_CPUS) {
    progress.note(
      `Other programs keep ${machine.before.busyCpus.toFixed(2)} CPUs busy (load ${machine.before.load.toFixed(2)}): figures will be noisier. Stop them, or read the intervals with care.`,
    )
  }

  const rows = rowsOf(options.engines)
  const placed = options.cells.map((cell) => placeRows(cell, rows))
  const hangMs = options.hangSeconds * 1000
  const { trials, generationMs } = await runTrial(rows, placed, hangMs, progress, interruption)
  const planned = placed.map((cell) => plan(cell, trials.get(cell.cell.id), stepNs))
  const checked = await checkEngines(rows, planned, options.seed, hangMs, progress, interruption)
  for (const row of rows) {
    if (row.failure !== undefined) {
      progress.note(`${row.id} ${row.failure.kind} in ${row.failure.cell}: ${row.failure.message}`)
    }
  }
  if (interruption.requested) {
    if (out !== undefined) rmdirSync(out)
    return undefined
  }

  const leftMs = () => endsAt - ENDING_MS - performance.now()
  const forEpochs = leftMs() - options.generations * generationMs
  const costs = planned.map(({ cycleMs, rows }) => ({
    cycleMs,
    rows: rows.filter(({ alive }) => alive).length,
  }))
  const schedules = schedule(costs, options.generations, forEpochs)
  const overMs = scheduledMs(costs, schedules, options.generations) - Math.max(0, forEpochs)
  if (overMs > 1000) {
    progress.note(
      `The least that makes sense takes ${formatDuration(overMs)} more than --time ${options.timeSeconds} leaves.`,
    )
  }
  const cells: ScheduledCell[] = planned.map((cell, at) => ({ ...cell, schedule: schedules[at] }))

  const folder =
    out ?? createRunFolder('base' in options.folder ? options.folder.base : '.', startedAt)
  const pinTo = machine.cores > 1 ? lastAllowedCpu() : undefined
  const header: JournalHeader = {
    type: 'header',
    schema: 'unmap-bench/journal',
    version: 1,
    run: { startedAt: startedAt.toISOString(), generations: options.generations },
    options: {
      suite: options.suite,
      engines: options.engines.map(({ reference }) => reference),
      cells: cells.map(({ cell }) => cell.id),
      seed: options.seed,
      timeSeconds: options.timeSeconds,
      arguments: [...options.arguments],
    },
    tool: { version: options.version, ...projectCommit() },
    clock: { name: 'performance.now', stepNs },
    machine: { ...machine, ...(pinTo !== undefined && { pinnedCpu: pinTo }) },
    rows: rows.map((row) => row.toResult()),
    cells: cells.map((cell) => describeCell(cell, rows, checked)),
  }
  const journalPath = join(folder, JOURNAL_FILE)
  const journal = startJournal(journalPath, header)
  const bookkeepingShare = await measure({
    rows,
    cells,
    checked,
    generations: options.generations,
    seed: options.seed,
    pinTo,
    hangMs,
    journal,
    progress,
    interruption,
    leftMs,
    generationMs,
  })
  journal.close()

  const result = resultFromJournal(readJournal(journalPath), {
    finishedAt: new Date().toISOString(),
    state: interruption.requested ? 'interrupted' : 'complete',
    ...(bookkeepingShare !== undefined && { bookkeepingShare }),
    after: await probeLoad(),
  })
  saveResult(folder, result)
  if ('base' in options.folder) updateLatest(options.folder.base, folder)
  return { result, folder }
}

function plan(
  placed: PlacedCell,
  trial: Trial | undefined,
  stepNs: number,
): Omit<ScheduledCell, 'schedule'> {
  const { cell } = placed
  if (trial === undefined || trial.operationsNs === 0) {
    return { ...placed, tape: cell.compile(1), cycleMs: 1 }
  }
  const selfTimed = placed.rows.every(({ engine }) => engine.description.timesItself)
  const slots = slotsFor(cell, trial, stepNs, selfTimed)
  return {
    ...placed,
    tape: cell.compile(slots),
    cycleMs: ((trial.operationsNs * slots) / trial.slots + trial.overheadNs) / 1e6,
  }
}

/** What a result says of a cell before its first round. */
function describeCell(
  { cell, tape, schedule, untimed }: ScheduledCell,
  rows: readonly RunRow[],
  checked: CheckedCells,
): JournalHeader['cells'][number] {
  const byEngine = [...(checked.get(cell.id) ?? [])]
  const baseline = rows.find(({ role }) => role === 'baseline')?.engine.description.id
  const baselineCounts = byEngine.find(([engine]) => engine === baseline)?.[1].counts
  const layout = baselineCounts && layoutOf(baselineCounts)
  const { id, title, workload, mode, domain, ops } = cell
  const { alignment, bufferBytes, cold, failing, segmentBytes } = cell
  return {
    id,
    title,
    workload,
    mode,
    ...(layout !== undefined && { layout }),
    ...(bufferBytes !== undefined && { bufferBytes }),
    ...(alignment !== undefined && { alignment }),
    ...(segmentBytes !== undefined && { segmentBytes }),
    ...(failing !== undefined && { failing }),
    ...(cold !== undefined && { cold }),
    pgsizeBitmap: domain.pgsizeBitmap,
    ops,
    ...workOf(tape),
    cycles: schedule.cycles,
    untimed,
    counts: Object.fromEntries(byEngine.map(([engine, { counts }]) => [engine, counts])),
  }
}
