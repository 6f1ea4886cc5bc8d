/** A run from its first process to its result. */
import {
  leadToEnded,
  lockRun,
  type Result,
  type ShardOfRun,
} from '../../../results/record/index.js'
import { measureLookups, measureTapeFloor } from '../measure/beside.js'
import { readyLinkOrders } from '../measure/link-orders.js'
import { type MeasuringCpu, takeCpu } from '../measuring-cpu/take.js'
import { type FolderChoice, RunFolder } from '../record/folder.js'
import { linkOrdersLike, requireSameWork } from '../record/resume.js'
import { runHeader } from './header.js'
import { measureIntoJournal } from './journal.js'
import { type Prepared, type PrepareOptions, prepare } from './prepare.js'

export interface RunOptions extends PrepareOptions {
  suite: string
  /** Seconds of measuring. */
  timeSeconds: number
  /** Generations after which measuring ends though there is time. */
  mostGenerations?: number | undefined
  folder: FolderChoice
  /** Whether to wait until no other run measures on the CPU. */
  wait: boolean
  arguments: readonly string[]
  /** Whose cells these are, where the run is dealt to several machines. */
  shard?: ShardOfRun | undefined
}

export interface FinishedRun {
  result: Result
  folder: string
}

/**
 * Runs a suite's cells. What was measured until Ctrl-C is a result too; `undefined` where measuring
 * had not begun.
 *
 * @throws ResultError where the run's folder cannot be used; nothing is left there then.
 */
export async function runBench(options: RunOptions): Promise<FinishedRun | undefined> {
  const { interruption, progress } = options
  const startedAt = new Date()
  const folder = new RunFolder(options.folder, startedAt)
  // Whether another process is at work there is reported at once.
  if (options.begun) lockRun(folder.path())()
  const prepared = await prepare(options, () => folder.path())
  if (!interruption.requested) {
    const cpu = await takeCpu({
      wait: options.wait,
      onWait: () => progress.note('Another run measures on every CPU of this machine: waiting.'),
      cancelled: () => interruption.requested,
    })
    try {
      const result = await measurePrepared(options, prepared, folder, startedAt, cpu)
      if (result !== undefined) return { result, folder: folder.path() }
    } finally {
      cpu.release()
    }
  }
  folder.discard()
  return undefined
}

/** Measures on a CPU of its own; `undefined` where the run is to stop before it has begun. */
async function measurePrepared(
  options: RunOptions,
  prepared: Prepared,
  folder: RunFolder,
  startedAt: Date,
  cpu: MeasuringCpu,
): Promise<Result | undefined> {
  const { cells, rows, spawn } = prepared
  const { begun, hangMs, interruption, mostGenerations, progress, seed } = options
  if (interruption.requested) return undefined
  const timed = rows.filter((row) => cells.some((cell) => cell.rows.includes(row)))
  const linked = await readyLinkOrders(timed, mostGenerations, progress)
  const linkOrders = begun ? linkOrdersLike(begun, linked) : linked
  const endsAt = performance.now() + options.timeSeconds * 1000
  const beside = { pinTo: cpu.cpu, progress, spawn }
  const limits = begun
    ? []
    : [...(await measureTapeFloor(cells, beside)), ...(await measureLookups(cells, beside))]
  if (interruption.requested) return undefined
  const header = runHeader(options, prepared, startedAt, cpu.cpu, limits)
  if (begun) requireSameWork(begun.header, header)
  const unlock = lock(folder, begun !== undefined)
  try {
    const leftMs = () => endsAt - performance.now()
    const how = { begun, hangMs, interruption, leftMs, linkOrders, mostGenerations, progress, seed }
    const ready = { ...prepared, ...how, cpu, header }
    const result = await measureIntoJournal(folder.path(), unlock, ready)
    if ('base' in options.folder) {
      leadToEnded(options.folder.base, folder.path(), progress.note)
    }
    return result
  } finally {
    unlock()
  }
}

/** Takes the run's folder; one that was made for nothing is removed again. */
function lock(folder: RunFolder, begun: boolean): () => void {
  try {
    return lockRun(folder.path())
  } catch (error) {
    if (!begun) folder.discard()
    throw error
  }
}
