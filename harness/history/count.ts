/** What one built tree makes of the buffers: gated, counted, and its instructions taken; nothing is timed. */
import type { Op } from '../../engines/contract/index.js'
import { useKernels } from '../../engines/index.js'
import { type Answer, countInstructions, type Meter } from '../../engines/instructions/index.js'
import type { LinuxEngine, LinuxTier } from '../../engines/linux/index.js'
import type {
  Figures,
  HistoryFailure,
  HistoryRow,
  HistoryVersion,
} from '../../results/history/index.js'
import { checkEngine } from '../bench/check/check-engine.js'
import type { GateCache } from '../bench/check/gate-cache.js'
import { countedSlots } from '../bench/check/instructions.js'
import { workOf } from '../bench/plan/cell.js'
import type { Checked } from '../bench/worker/protocol.js'
import { WorkerFailure } from '../processes/failure.js'
import type { Spawn } from '../processes/kind.js'
import { HISTORY_CELLS } from './cells.js'
import type { FollowedRow } from './rows.js'

/** Of the gate's choice of pages. */
const SEED = 1
const HANG_MS = 60_000
/** What a failure of a worker is in three words. */
const WHY: Readonly<Record<string, string>> = {
  died: 'crashes when counted',
  hung: 'hangs when counted',
  'counts-varied': 'counts that vary',
}
const WRONG = 'fails the gate'
export const NO_INSTRUCTIONS = 'without its instructions'

/** Each buffer with its tapes: alone, which counts are of, and as many as instructions are counted on. */
const BUFFERS = HISTORY_CELLS.map((cell) => {
  const { domain, id } = cell
  const request = { cell: id, domain, tape: cell.compile(1), seed: SEED }
  return { cell, request, several: cell.compile(countedSlots(cell)) }
})
type Buffer = (typeof BUFFERS)[number]

export interface CountOptions {
  /** What was found of the same code before. */
  cache: GateCache
  /** Counts instructions; none are taken where it is absent. */
  meter: Meter | undefined
  spawn: Spawn
}

export async function countRows(
  tier: LinuxTier,
  followed: readonly FollowedRow[],
  { cache, meter, spawn }: CountOptions,
): Promise<Pick<HistoryVersion, 'rows' | 'failures'>> {
  const failures: HistoryFailure[] = []
  const found: Array<{ engine: LinuxEngine; buffer: Buffer; counts: Checked['counts'] }> = []
  for (const { engine, row } of followed) {
    const passed = (buffer: Buffer, { counts }: Checked) => found.push({ engine, buffer, counts })
    try {
      await check(tier, engine, { cache, spawn }, passed)
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error
      const message = `${error.message}, in ${error.cell}`
      failures.push({ what: row, why: WHY[error.kind] ?? WRONG, message })
    }
  }
  const jobs = found.map(({ buffer, engine }) => {
    const program = engine.inProgram?.()
    if (program === undefined) throw new Error(`${engine.id} has no program that counts`)
    return { engine: program, domain: buffer.cell.domain, tape: buffer.several }
  })
  const answers = meter && (await countInstructions(jobs, { meter, atATime: 1 }))
  const rows = followed.map(({ engine, row, series }): HistoryRow => {
    const own = found.flatMap((one, at) => {
      if (one.engine !== engine) return []
      const { id } = one.buffer.cell
      const answer = answers?.[at]
      if (answer !== undefined && 'why' in answer) {
        failures.push({ what: `${row} ${id}`, why: NO_INSTRUCTIONS, message: answer.why })
      }
      return [[id, figuresOf(one.buffer, one.counts, answer)] as const]
    })
    return { library: engine.library, series, row, cells: Object.fromEntries(own) }
  })
  return { rows: rows.filter(({ cells }) => Object.keys(cells).length > 0), failures }
}

/** Gates and counts an engine on buffers until one fails; what was found of the same code before is cached. */
async function check(
  tier: LinuxTier,
  engine: LinuxEngine,
  { cache, spawn }: Pick<CountOptions, 'cache' | 'spawn'>,
  onFound: (buffer: Buffer, found: Checked) => void,
): Promise<void> {
  const left = BUFFERS.filter((buffer) => {
    if (!buffer.cell.domain.coherent && engine.coherentOnly !== undefined) return false
    const cached = cache.read(engine, buffer.request)
    if (cached !== undefined) onFound(buffer, cached)
    return cached === undefined
  })
  if (left.length === 0) return
  // Processes learn of the trees in use when they are started.
  useKernels([tier])
  const requests = left.map(({ request }) => request)
  for await (const [request, found] of checkEngine(engine.id, requests, {
    hangMs: HANG_MS,
    spawn,
  })) {
    cache.save(engine, request, found)
    onFound(left[requests.indexOf(request)], found)
  }
}

/** Of one operation. */
function figuresOf(
  { cell, several }: Buffer,
  counts: Checked['counts'],
  answer: Answer | undefined,
): Partial<Record<Op, Figures>> {
  const cycle = answer !== undefined && 'cycle' in answer ? answer.cycle : {}
  const { operations } = workOf(several)
  return Object.fromEntries(
    cell.ops.map((op) => {
      const instructions = cycle[op]?.instructions
      const each =
        instructions === undefined ? {} : { instructions: instructions / (operations[op] ?? 1) }
      return [op, { counts: counts[op] ?? {}, ...each }]
    }),
  )
}
