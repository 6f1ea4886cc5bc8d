/** What one built tree makes of the buffers: gated, counted, and its instructions taken; nothing is timed. */
import type { Op, Tape } from '../../engines/contract/index.js'
import { useKernels } from '../../engines/index.js'
import { type Answer, countInstructions, type Meter } from '../../engines/instructions/index.js'
import type { LinuxTier } from '../../engines/linux/index.js'
import type { Figures, HistoryFailure, HistoryRow } from '../../results/history/index.js'
import type { Cell } from '../../workloads/index.js'
import type { GateCache } from '../bench/check/gate-cache.js'
import { countedSlots } from '../bench/check/instructions.js'
import { workOf } from '../bench/plan/cell.js'
import { CHECKING, type Checked } from '../bench/worker/protocol.js'
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

/** A buffer alone, which counts are of, and as many as instructions are counted on; compiled once. */
const alone = new Map(HISTORY_CELLS.map((cell) => [cell, cell.compile(1)]))
const several = new Map(HISTORY_CELLS.map((cell) => [cell, cell.compile(countedSlots(cell))]))

export interface CountOptions {
  /** What was found of the same code before. */
  cache: GateCache
  /** Counts instructions; none are taken where it is absent. */
  meter: Meter | undefined
  spawn: Spawn
}

export interface CountedRows {
  rows: HistoryRow[]
  failures: HistoryFailure[]
}

export async function countRows(
  tier: LinuxTier,
  followed: readonly FollowedRow[],
  { cache, meter, spawn }: CountOptions,
): Promise<CountedRows> {
  const failures: HistoryFailure[] = []
  const found: Array<FollowedRow & { cell: Cell; counts: Checked['counts'] }> = []
  for (const one of followed) {
    const passed = (cell: Cell, { counts }: Checked) => found.push({ ...one, cell, counts })
    try {
      await check(tier, one.engine, { cache, spawn }, passed)
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error
      const message = `${error.message}, in ${error.cell}`
      failures.push({ what: one.row, why: WHY[error.kind] ?? WRONG, message })
    }
  }
  const answers = await instructionsOf(found, meter)
  const rows = followed.map(({ engine, row, series }): HistoryRow => {
    const own = found.flatMap((one, at) => {
      if (one.engine !== engine) return []
      const answer = answers[at]
      if (answer !== undefined && 'why' in answer) {
        failures.push({ what: `${row} ${one.cell.id}`, why: NO_INSTRUCTIONS, message: answer.why })
      }
      return [[one.cell.id, figuresOf(one.cell, one.counts, answer)] as const]
    })
    return { library: engine.library, series, row, cells: Object.fromEntries(own) }
  })
  return { rows: rows.filter(({ cells }) => Object.keys(cells).length > 0), failures }
}

/** By place; all of them in as few processes as may be. */
function instructionsOf(
  found: ReadonlyArray<{ engine: FollowedRow['engine']; cell: Cell }>,
  meter: Meter | undefined,
): Promise<Answer[]> {
  if (meter === undefined) return Promise.resolve([])
  const jobs = found.map(({ cell, engine }) => {
    const program = engine.inProgram?.()
    if (program === undefined) throw new Error(`${engine.id} has no program that counts`)
    return { engine: program, domain: cell.domain, tape: tapeIn(several, cell) }
  })
  return countInstructions(jobs, { meter, atATime: 1 })
}

/** Gates and counts an engine in cells until one fails; what was found of the same code before is cached. */
async function check(
  tier: LinuxTier,
  engine: FollowedRow['engine'],
  { cache, spawn }: Pick<CountOptions, 'cache' | 'spawn'>,
  onFound: (cell: Cell, found: Checked) => void,
): Promise<void> {
  const subjectOf = (cell: Cell) => ({ domain: cell.domain, tape: tapeIn(alone, cell), seed: SEED })
  const cells = HISTORY_CELLS.filter(
    ({ domain }) => domain.coherent || engine.coherentOnly === undefined,
  )
  const left = cells.filter((cell) => {
    const cached = cache.read(engine, subjectOf(cell))
    if (cached !== undefined) onFound(cell, cached)
    return cached === undefined
  })
  if (left.length === 0) return
  // Processes learn of the trees in use when they are started.
  useKernels([tier])
  const worker = spawn(CHECKING)
  try {
    await worker.request('open', { engine: engine.id }, HANG_MS)
    for (const cell of left) {
      const found = await worker.request('check', { cell: cell.id, ...subjectOf(cell) }, HANG_MS)
      cache.save(engine, subjectOf(cell), found)
      onFound(cell, found)
    }
  } finally {
    worker.stop()
  }
}

/** Of one operation. */
function figuresOf(
  cell: Cell,
  counts: Checked['counts'],
  answer: Answer | undefined,
): Partial<Record<Op, Figures>> {
  const cycle = answer !== undefined && 'cycle' in answer ? answer.cycle : {}
  const { operations } = workOf(tapeIn(several, cell))
  return Object.fromEntries(
    cell.ops.map((op) => {
      const instructions = cycle[op]?.instructions
      const each =
        instructions === undefined ? {} : { instructions: instructions / (operations[op] ?? 1) }
      return [op, { counts: counts[op] ?? {}, ...each }]
    }),
  )
}

function tapeIn(tapes: ReadonlyMap<Cell, Tape>, cell: Cell): Tape {
  return tapes.get(cell) ?? cell.compile(1)
}
