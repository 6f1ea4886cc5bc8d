/** Lets a change pass or not: the verdict of a comparison for a script. */
import { InputError } from '../../engines/contract/index.js'
import type { Interval } from '../analysis/types.js'
import { halfWidth } from './interval.js'
import type {
  ComparedFigure,
  Comparison,
  CountChange,
  InstructionChange,
  NotCompared,
  RunComparison,
} from './types.js'

/**
 * A share that nothing may be slower by, as 0.03; that no count may be more; or a share that no
 * instructions a page may be more by.
 */
export type Gate = number | 'counts' | { instructions: number }

/** A figure that a gate has something to say of. */
export interface GateFigure extends Pick<ComparedFigure, 'cell' | 'row' | 'op'> {
  run: string
  interval: Interval
}

/** What was there in the old run and cannot be judged in the new one. */
export interface Lost {
  run: string
  what: string
}

/** What came of a gate. */
export interface GateResult {
  gate: Gate
  /** `worse` and `undecided` at once is `worse`. */
  outcome: 'passed' | 'worse' | 'undecided'
  /** Comparisons that were judged: figures, or engines times cells times directions. */
  judged: number
  /** The whole interval lies above the gate. */
  worse: GateFigure[]
  /** The interval holds the gate, but is narrow enough for it: not worse with confidence. */
  near: GateFigure[]
  /** The interval holds the gate, and is wider than it. */
  undecided: GateFigure[]
  /** The smallest gate that all figures are narrow enough for; absent where none has an interval. */
  smallestGate?: number
  /** Counts that are more than they were; of `--gate counts` alone. */
  more: Array<CountChange & { run: string }>
  /** Instructions that are more by more than the gate, the worst first; of `--gate instructions` alone. */
  moreInstructions: Array<InstructionChange & { run: string }>
  /** Rows that failed in a newer run alone: worse, whatever the gate. */
  failed: Array<{ run: string; row: string; message: string }>
  lost: Lost[]
}

/**
 * Reads `3%`, `0.5 %`, `counts` or `instructions:1%`.
 *
 * @throws InputError for anything else.
 */
export function parseGate(text: string): Gate {
  if (text === 'counts') return 'counts'
  const [, of, digits] = /^(instructions:)?\s?(\d+(?:\.\d+)?)\s?%$/.exec(text) ?? []
  if (digits === undefined) {
    throw new InputError(
      `--gate ${text}: is neither a share such as 3%, nor counts, nor instructions:1%`,
    )
  }
  const share = Number(digits) / 100
  return of === undefined ? share : { instructions: share }
}

/** Applies a gate to all runs of a comparison. */
export function gateComparison(comparison: Comparison, gate: Gate): GateResult {
  if (gate === 'counts') return gateCounts(comparison)
  return typeof gate === 'number'
    ? gateTimes(comparison, gate)
    : gateInstructions(comparison, gate.instructions)
}

function gateTimes({ against }: Comparison, gate: number): GateResult {
  const all = against.flatMap((run) =>
    run.figures
      .filter(({ verdict }) => verdict !== 'not-judged')
      .map(({ cell, row, op, changes }) => ({
        run: run.name,
        cell,
        row,
        op,
        interval: changes[run.basis]?.interval,
      })),
  )
  const judged = all.flatMap(({ interval, ...figure }) =>
    interval ? [{ ...figure, interval }] : [],
  )
  const worse = judged.filter(({ interval }) => interval.low > 1 + gate)
  const spanning = judged.filter(
    ({ interval: { low, high } }) => low <= 1 + gate && high > 1 + gate,
  )
  const isNear = ({ interval }: GateFigure) => halfWidth(interval) <= gate
  const widths = judged.map(({ interval }) => halfWidth(interval))
  const unjudged = all.filter(({ interval }) => interval === undefined)
  return finish(gate, {
    judged: judged.length,
    worse,
    near: spanning.filter(isNear),
    undecided: spanning.filter((figure) => !isNear(figure)),
    ...(widths.length > 0 && { smallestGate: Math.max(...widths) }),
    more: [],
    moreInstructions: [],
    failed: failedOf(against),
    lost: [...against.flatMap(lostOf), ...against.flatMap((run) => withoutInterval(run, unjudged))],
  })
}

function gateCounts({ against }: Comparison): GateResult {
  return finish('counts', {
    judged: against.reduce((sum, { counts }) => sum + counts.compared, 0),
    worse: [],
    near: [],
    undecided: [],
    more: against.flatMap(({ name, counts }) =>
      counts.changed.filter(isWorse).map((change) => ({ run: name, ...change })),
    ),
    moreInstructions: [],
    failed: failedOf(against),
    lost: against.flatMap((run) => [
      ...lostCellsOf(run),
      ...run.counts.oneSided
        .filter(({ only }) => only === 'old')
        .map(({ counter }) => ({ run: run.name, what: `${counter} is no longer counted` })),
      ...run.counts.lost
        .filter(({ engine }) => !run.failed.some(({ row }) => row === engine))
        .map(({ engine, cells }) => ({
          run: run.name,
          what: lostWords({ row: engine, cells, reason: 'no longer counted' }),
        })),
    ]),
  })
}

/** Exact, so that nothing is near: a page takes more by more than the gate, or it does not. */
function gateInstructions({ against }: Comparison, share: number): GateResult {
  return finish(
    { instructions: share },
    {
      judged: against.reduce((sum, { instructions }) => sum + instructions.compared, 0),
      worse: [],
      near: [],
      undecided: [],
      more: [],
      moreInstructions: against.flatMap(({ name, instructions }) =>
        instructions.changed
          .filter(({ old, new: now }) => now > old * (1 + share))
          .map((change) => ({ run: name, ...change })),
      ),
      failed: failedOf(against),
      lost: against.flatMap((run) => [
        ...run.instructions.reasons.map((what) => ({ run: run.name, what })),
        ...lostCellsOf(run),
        ...run.instructions.lost
          .filter(({ engine }) => !run.failed.some(({ row }) => row === engine))
          .map(({ engine, cells }) => ({
            run: run.name,
            what: lostWords({
              row: engine,
              cells,
              reason: 'its instructions are no longer counted',
            }),
          })),
      ]),
    },
  )
}

/** More of anything is worse, but for larger leaves: they stand for many smaller ones. */
function isWorse({ counter, more }: CountChange): boolean {
  return more && counter !== 'blockLeaves'
}

function finish(gate: Gate, found: Omit<GateResult, 'gate' | 'outcome'>): GateResult {
  const { judged, worse, undecided, more, moreInstructions, failed, lost } = found
  const open = undecided.length + lost.length > 0 || judged === 0
  const bad = worse.length + more.length + moreInstructions.length + failed.length > 0
  return { gate, outcome: bad ? 'worse' : open ? 'undecided' : 'passed', ...found }
}

function failedOf(against: readonly RunComparison[]): GateResult['failed'] {
  return against.flatMap(({ name, failed }) =>
    failed.map(({ row, failure }) => ({
      run: name,
      row,
      message: `${failure.kind} in ${failure.cell}: ${failure.message}`,
    })),
  )
}

/** Rows whose figures have no interval, but for those that failed: they are worse already. */
function withoutInterval(
  { name, failed }: RunComparison,
  unjudged: ReadonlyArray<Omit<GateFigure, 'interval'>>,
): Lost[] {
  const known = new Set(failed.map(({ row }) => row))
  const own = unjudged.filter(({ run, row }) => run === name && !known.has(row))
  return [...new Set(own.map(({ row }) => row))].map((row) => {
    const cells = [...new Set(own.filter((figure) => figure.row === row).map(({ cell }) => cell))]
    const reason = 'a single generation allows no interval'
    return { run: name, what: lostWords({ row, cells, reason }) }
  })
}

/** What was there and is not, so that a gate cannot tell. */
function lostOf(run: RunComparison): Lost[] {
  const failed = new Set(run.failed.map(({ row }) => row))
  return [
    ...lostCellsOf(run),
    ...run.vanished.rows.map((row) => ({ run: run.name, what: `row ${row} is gone` })),
    ...run.notCompared
      .filter(({ lost, row }) => lost && row !== undefined && !failed.has(row))
      .map((entry) => ({ run: run.name, what: lostWords(entry) })),
  ]
}

function lostCellsOf(run: RunComparison): Lost[] {
  return [
    ...run.vanished.cells.map((cell) => ({ run: run.name, what: `cell ${cell} is gone` })),
    ...run.notCompared
      .filter(({ lost, row }) => lost && row === undefined)
      .map((entry) => ({ run: run.name, what: lostWords(entry) })),
  ]
}

function lostWords({ row, cells, reason }: Omit<NotCompared, 'lost'>): string {
  const where = cells.length === 1 ? cells[0] : `${cells.length} cells`
  return `${row === undefined ? '' : `${row} in `}${where}: ${reason}`
}
