/** A run from its first process to its reports. */
import { join } from 'node:path'
import {
  BUSY_CPUS,
  continueJournal,
  JOURNAL_FILE,
  type JournalHeader,
  type JournalRecord,
  lockRun,
  type Result,
  ResultError,
  readJournal,
  resultFromJournal,
  saveResult,
  startJournal,
  updateLatest,
} from '../../results/index.js'
import type { Cell } from '../../workloads/index.js'
import { keepCrash } from '../crash/index.js'
import { clockStepNs, probeLoad, probeMachine, projectCommit, takeCpu } from '../probe/index.js'
import { checkEngines } from './check.js'
import { compareTiers } from './compare-tiers.js'
import { countRun, type InstructionsOf } from './count-instructions.js'
import { describeCell } from './header.js'
import type { Interruption } from './interruption.js'
import { keepingCrashes } from './keeping-crashes.js'
import { measure } from './measure.js'
import { measureLimits } from './measure-limits.js'
import { placeRows } from './placed.js'
import { planCell } from './plan-cells.js'
import type { Progress } from './progress.js'
import { readyLinkOrders } from './ready-link-orders.js'
import { recording } from './recording.js'
import { begunIn, requireSameMachine, requireSameWork, takeFailures } from './resume.js'
import { rowsOf, type SelectedEngine } from './rows.js'
import { type FolderChoice, RunFolder } from './run-folder.js'
import { tierFacts } from './tiers.js'
import { whatIsKept } from './what-is-kept.js'

export interface RunOptions {
  suite: string
  engines: readonly SelectedEngine[]
  cells: readonly Cell[]
  seed: number
  /** Seconds of measuring. */
  timeSeconds: number
  /** Generations after which measuring ends though there is time. */
  mostGenerations?: number | undefined
  folder: FolderChoice
  /** The journal of the run that is gone on with. */
  resumed?: readonly JournalRecord[]
  /** The cells whose instructions are counted. */
  instructions: InstructionsOf
  /** Whether the host's name is recorded. */
  host: boolean
  /** Whether the gate's word of earlier runs is not believed. */
  checkAgain: boolean
  /** Whether to wait until no other run measures on the CPU. */
  wait: boolean
  /** Seconds without an answer after which an engine counts as hung. */
  hangSeconds: number
  version: string
  arguments: readonly string[]
}

export interface FinishedRun {
  result: Result
  folder: string
}

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
  const folder = new RunFolder(options.folder, startedAt)
  const begun = options.resumed && begunIn(options.resumed)
  // Whether another process is at work there is told at once.
  if (begun) lockRun(folder.path())()

  progress.update('looking at the machine')
  const machine = await probeMachine({ host: options.host })
  const stepNs = clockStepNs()
  if (machine.before.busyCpus > BUSY_CPUS) {
    progress.note(
      `Other programs keep ${machine.before.busyCpus.toFixed(2)} CPUs busy (load ${machine.before.load.toFixed(2)}): figures will be noisier. Stop them, or read the intervals with care.`,
    )
  }

  if (begun) requireSameMachine(begun.header, machine)
  const rows = rowsOf(options.engines)
  if (begun) takeFailures(begun, rows)
  const placed = options.cells.map((cell) => placeRows(cell, rows))
  const hangMs = options.hangSeconds * 1000
  const cells = placed.map((cell) =>
    planCell(
      cell,
      begun?.header.cells.find(({ id }) => id === cell.cell.id),
    ),
  )
  const checking = { seed: options.seed, hangMs, again: options.checkAgain }
  const { checked, gate } = await checkEngines(rows, cells, checking, progress, interruption)
  compareTiers(rows, checked)
  const keeper = { folder: () => folder.path(), cells, seed: options.seed }
  for (const row of rows) {
    keepCrash(row, keeper)
    if (row.failure !== undefined) {
      progress.note(`${row.id} ${row.failure.kind} in ${row.failure.cell}: ${row.failure.message}`)
    }
  }
  // A run that is gone on with has counted them.
  const counted =
    begun || interruption.requested
      ? undefined
      : await countRun(rows, cells, checked, options.instructions, progress)
  if (interruption.requested) {
    folder.discard()
    return undefined
  }

  const cpu = await takeCpu({
    wait: options.wait,
    onWait: () => progress.note('Another run measures on every CPU of this machine: waiting.'),
    cancelled: () => interruption.requested,
  })
  const timed = rows.filter((row) => cells.some((cell) => cell.rows.includes(row)))
  const linkOrders = await readyLinkOrders(timed, progress)
  const endsAt = performance.now() + options.timeSeconds * 1000
  const limits = begun ? [] : await measureLimits(cells, cpu.cpu, progress)
  const header: JournalHeader = {
    type: 'header',
    schema: 'unmap-bench/journal',
    version: 1,
    run: { startedAt: startedAt.toISOString(), gate },
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
    machine: { ...machine, ...(cpu.cpu !== undefined && { pinnedCpu: cpu.cpu }) },
    ...tierFacts(rows),
    ...(limits.length > 0 && { limits }),
    ...(counted && { instructions: counted.instructions }),
    rows: rows.map((row) => row.toResult()),
    cells: cells.map((cell) => describeCell(cell, rows, checked, counted?.cells.get(cell.cell.id))),
  }
  if (begun) requireSameWork(begun.header, header)
  const journalPath = join(folder.path(), JOURNAL_FILE)
  let unlock: () => void
  try {
    unlock = lockRun(folder.path())
  } catch (error) {
    if (!begun) folder.discard()
    throw error
  }
  try {
    const { journal, records } = begun
      ? continueJournal(journalPath)
      : { journal: startJournal(journalPath, header), records: [header] }
    const recorded = keepingCrashes(recording(journal, records), rows, keeper)
    const { bookkeepingShare, migrations } = await measure({
      cells,
      checked,
      seed: options.seed,
      linkOrders,
      mostGenerations: options.mostGenerations,
      pinTo: cpu.cpu,
      hangMs,
      journal: recorded,
      progress,
      interruption,
      leftMs: () => endsAt - performance.now(),
    })
    journal.close()
    const result = resultFromJournal(readJournal(journalPath), {
      finishedAt: new Date().toISOString(),
      state: interruption.requested ? 'interrupted' : 'complete',
      ...(bookkeepingShare !== undefined && { bookkeepingShare }),
      ...(migrations !== undefined && { migrations }),
      ...((!cpu.alone || cpu.isShared()) && { notAlone: true }),
      after: await probeLoad(),
    })
    saveResult(folder.path(), result)
    if ('base' in options.folder) updateLatest(options.folder.base, folder.path())
    return { result, folder: folder.path() }
  } catch (error) {
    if (!(error instanceof ResultError)) throw error
    unlock()
    throw new ResultError(`${error.message}; ${whatIsKept(folder.path())}`)
  } finally {
    cpu.release()
    unlock()
  }
}
