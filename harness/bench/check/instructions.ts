/** Counts the instructions of a run's rows in C, beside their calls: nothing is timed yet. */
import {
  type Counts,
  type EngineInProgram,
  OPS,
  phaseBytes,
  sameCounts,
  type Tape,
} from '../../../engines/contract/index.js'
import { allEngines } from '../../../engines/index.js'
import {
  type Answer,
  type CycleInstructions,
  countInstructions,
  findMeter,
  type Job,
  METER_REMEDY,
  type Meter,
} from '../../../engines/instructions/index.js'
import type { CellResult, Instructions, Op } from '../../../results/record/index.js'
import { type Cell, smallestPage } from '../../../workloads/index.js'
import type { Progress } from '../../terminal/progress.js'
import { type PlannedCell, workOf } from '../plan/cell.js'
import type { RunRow, SelectedEngine } from '../plan/rows.js'
import { type Checks, layoutIn } from './check.js'
import { headlineCells } from './headline.js'

/** Which cells' instructions are counted. */
export type InstructionsOf = 'headline' | 'all' | 'none'

/** What was counted: by cell, as a result has it. */
export interface CountedRun {
  instructions: Instructions
  cells: Map<string, NonNullable<CellResult['instructions']>>
}

/** Most pages, and most buffers, on the tapes that are counted: an operation costs what it costs. */
const MOST_PAGES = 1024
const MOST_SLOTS = 64

/** One engine in one cell. */
interface Task {
  cell: PlannedCell
  engine: string
  job: Job
}

/**
 * Counts every engine in C that has not failed in the cells that are asked for. A count that fails is
 * noted and missing, no more.
 */
export async function countRun(
  rows: readonly RunRow[],
  cells: readonly PlannedCell[],
  checked: Checks,
  of: InstructionsOf,
  progress: Progress,
): Promise<CountedRun> {
  const none = (why: string): CountedRun => ({
    instructions: { counted: false, why },
    cells: new Map(),
  })
  if (of === 'none') return none('--no-instructions was given')
  const programs = programsOf(rows)
  if (programs.size === 0) return none('no row is of a tier in C')
  const chosen =
    of === 'all'
      ? cells
      : headlineCells(
          cells,
          (cell) => layoutIn(cell, rows, checked),
          (cell) => hasSameCalls(cell, programs, checked),
        )
  const tasks = chosen.flatMap((cell) => tasksIn(cell, rows, programs))
  if (tasks.length === 0)
    return none('no cell is among those that are counted without --instructions')
  progress.update('counting instructions')
  const meter = findMeter()
  const answers = await countInstructions(
    tasks.map(({ job }) => job),
    { meter },
  )
  return recorded(tasks, answers, meter, progress)
}

/** The programs of engines that have one, by the engines' ids. */
function programsOf(rows: readonly RunRow[]): Map<string, EngineInProgram> {
  const builtIn = allEngines()
  const programs = new Map<string, EngineInProgram>()
  for (const { engine, role } of rows) {
    const program = builtIn.find(({ id }) => id === engine.reference)?.inProgram?.()
    if (program !== undefined && role !== 'limit') programs.set(engine.description.id, program)
  }
  return programs
}

/** Whether two of a cell's engines in C, of one tier and format, make the same calls in some direction. */
function hasSameCalls(
  { cell, rows }: PlannedCell,
  programs: ReadonlyMap<string, EngineInProgram>,
  checked: Checks,
): boolean {
  const engines = [...new Set(rows.map(({ engine }) => engine.description))]
    .filter(({ id }) => programs.has(id))
    .flatMap(({ format, id, tier }) => {
      const counts = checked.get(cell.id)?.get(id)?.counts
      return counts === undefined ? [] : [{ code: `${tier} ${format}`, counts }]
    })
  return engines.some(({ code, counts }, at) =>
    engines
      .slice(at + 1)
      .some(
        (other) => code === other.code && OPS.some((op) => isSame(counts[op], other.counts[op])),
      ),
  )
}

function isSame(one: Counts | undefined, other: Counts | undefined): boolean {
  return one !== undefined && other !== undefined && sameCounts(one, other)
}

function tasksIn(
  cell: PlannedCell,
  rows: readonly RunRow[],
  programs: ReadonlyMap<string, EngineInProgram>,
): Task[] {
  const failed = (engine: SelectedEngine) => rows.some((row) => row.engine === engine && !row.alive)
  const engines = new Set([...cell.rows.map(({ engine }) => engine), ...cell.counted])
  // The same for every engine and in every run, however long the tapes are that are timed.
  const tape = cell.cell.compile(countedSlots(cell.cell))
  return [...engines].flatMap((engine) => {
    const { id } = engine.description
    const program = programs.get(id)
    if (program === undefined || failed(engine)) return []
    return [{ cell, engine: id, job: { engine: program, domain: cell.cell.domain, tape } }]
  })
}

/** Buffers on the tape that is counted. */
export function countedSlots(cell: Cell): number {
  const one = cell.compile(1)
  const bytes = Math.max(...one.phases.map((phase) => phaseBytes(one, phase)))
  const pages = bytes / smallestPage(cell.domain.pgsizeBitmap)
  return Math.max(1, Math.min(cell.maxSlots, MOST_SLOTS, Math.floor(MOST_PAGES / pages)))
}

function recorded(
  tasks: readonly Task[],
  answers: readonly Answer[],
  { source, tool }: Meter,
  progress: Progress,
): CountedRun {
  const cells: CountedRun['cells'] = new Map()
  const missing = new Map<string, Task[]>()
  for (const [at, task] of tasks.entries()) {
    const answer = answers[at]
    if ('why' in answer) {
      missing.set(answer.why, [...(missing.get(answer.why) ?? []), task])
      continue
    }
    const { id } = task.cell.cell
    const scaled = perCellCycle(answer.cycle, task.job.tape, task.cell.tape)
    cells.set(id, { ...cells.get(id), [task.engine]: scaled })
  }
  const [why] = missing.keys()
  if (cells.size > 0 || why === undefined) {
    for (const [reason, tasks] of missing) progress.note(missingText(reason, tasks))
    return { instructions: { counted: true, source, tool }, cells }
  }
  const without =
    source === 'perf_event'
      ? { why: `there is no valgrind, and ${why}`, remedy: METER_REMEDY }
      : { why }
  return { instructions: { counted: false, ...without }, cells }
}

/** What an operation costs, as often as a cycle of the cell's own tape has it. */
function perCellCycle(
  cycle: CycleInstructions,
  counted: Tape,
  own: Tape,
): Partial<Record<Op, number>> {
  const had = workOf(counted).operations
  const has = workOf(own).operations
  return Object.fromEntries(
    Object.entries(cycle).map(([op, { instructions }]) => {
      const direction = op as Op
      return [op, (instructions * (has[direction] ?? 0)) / (had[direction] ?? 1)]
    }),
  )
}

function missingText(why: string, [first, ...others]: readonly Task[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `Instructions of ${first.engine} in ${first.cell.cell.id}${more} are missing: ${why}`
}
