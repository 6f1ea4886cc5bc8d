import { OWN_FORMATS } from '../../../engines/index.js'
import { nativeTier } from '../../../engines/native/index.js'
import { BESIDE_LOOKUPS, IOVA_TO_PHYS, TAPE_FLOOR } from '../../../results/analysis/index.js'
import type { MeasuredLimit } from '../../../results/record/index.js'
import type { Cell, Lookups } from '../../../workloads/index.js'
import { WorkerFailure } from '../../processes/failure.js'
import type { Request, Worker } from '../../processes/kind.js'
import { pinMainThread } from '../machine/index.js'
import type { PlannedCell } from '../plan/cell.js'
import { uncovered } from '../plan/covers.js'
import type { RunRow } from '../plan/rows.js'
import { countOnce } from '../worker/count.js'
import { formatFor, tsEngineOver } from '../worker/engine-over.js'
import { TURNS, type Turns } from '../worker/protocol.js'
import { translationAccesses } from '../worker/translation-accesses.js'
import type { Measuring } from './measure.js'

/** Far more than it takes anywhere. */
const DEADLINE_MS = 60_000

type BesideOptions = Pick<Measuring, 'pinTo' | 'progress' | 'spawn'>

/**
 * Measures what reading a tape takes, in a fresh process: no engine's operation takes less. Nothing
 * where tier native is absent; a run goes on without it.
 */
export async function measureTapeFloor(
  cells: readonly PlannedCell[],
  options: BesideOptions,
): Promise<MeasuredLimit[]> {
  // What a tape costs counts most where its operations are many and small.
  const [tape] = cells.map((cell) => cell.tape).sort((a, b) => b.op.length - a.op.length)
  if (tape === undefined) return []
  return beside("the tape's floor", options, async (worker) => {
    const times = await worker.request('floor', { tape }, DEADLINE_MS)
    return [{ tier: 'native', name: TAPE_FLOOR, build: 'timed', ...times }]
  })
}

/** Measures the translations of each trace, in a fresh process: what no call shape changes. */
export async function measureLookups(
  cells: readonly PlannedCell[],
  options: BesideOptions,
): Promise<MeasuredLimit[]> {
  const limits: MeasuredLimit[] = []
  for (const { cell, rows } of cells) {
    const found = cell.lookups?.()
    if (found === undefined) continue
    const { assumed, lookups, maps } = found
    const { domain } = cell
    const format = formatOf(cell, rows)
    const measured = await beside(`iova_to_phys of ${cell.id}`, options, async (worker) => {
      const request = { domain, format, lookups, maps }
      const times = await worker.request('lookups', request, DEADLINE_MS)
      const accesses = accessesOf(cell, format, found)
      const shapes = BESIDE_LOOKUPS.filter((shape) => accesses.unmaps[shape] !== undefined)
      const tape = found.unmaps()
      const unmapNs =
        tape && (await timesOfUnmaps({ domain, format, shapes, tape }, worker, cell.id, options))
      const of = { cell: cell.id, items: lookups.op.length, assumed, accesses }
      const limit = { tier: 'native', name: IOVA_TO_PHYS, build: 'timed', ...of, ...times }
      return [{ ...limit, ...(unmapNs && { unmapNs }) }]
    })
    limits.push(...measured)
  }
  return limits
}

/** Times unmaps by each shape; nothing where that fails: what was measured before it stays. */
async function timesOfUnmaps(
  { shapes, ...of }: Request<Turns, 'unmaps'>,
  worker: Worker<Turns>,
  cell: string,
  { progress }: BesideOptions,
): Promise<Record<string, number> | undefined> {
  const ns: Record<string, number> = {}
  try {
    for (const shape of shapes) {
      Object.assign(ns, await worker.request('unmaps', { ...of, shapes: [shape] }, DEADLINE_MS))
    }
    return ns
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    progress.note(`Not measured: the unmaps of ${cell} by themselves: ${error.message}`)
    return undefined
  }
}

/** The format of ours that a cell's rows have, the first where they have several. */
function formatOf({ domain }: Cell, rows: readonly RunRow[]): string {
  const formats = rows.map(({ engine }) => engine.description.format)
  return OWN_FORMATS.find((own) => formats.includes(own)) ?? formatFor(domain)
}

/** Counts what translations access, and by call shape what the unmaps beside them do. */
function accessesOf(
  cell: Cell,
  format: string,
  found: Lookups,
): { items: number; unmaps: Record<string, number> } {
  const unmaps = BESIDE_LOOKUPS.flatMap((shape) => {
    const engine = tsEngineOver(format, shape)
    if (uncovered(cell, engine.semantics, format) !== undefined) return []
    return [[shape, countOnce(engine, cell.domain, cell.compile(1)).unmapAccesses]]
  })
  return {
    items: translationAccesses(format, cell.domain, found),
    unmaps: Object.fromEntries(unmaps),
  }
}

/** Measures in a fresh process on the run's CPU; nothing where tier native is absent, or it fails. */
async function beside(
  what: string,
  { pinTo, progress, spawn }: BesideOptions,
  measure: (worker: Worker<Turns>) => Promise<MeasuredLimit[]>,
): Promise<MeasuredLimit[]> {
  if ('absent' in nativeTier()) return []
  progress.update(`measuring ${what}`)
  const worker = spawn(TURNS)
  try {
    if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
    return await measure(worker)
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    progress.note(`Not measured: ${what}: ${error.message}`)
    return []
  } finally {
    worker.stop()
  }
}
