/** Lets a change pass or not: the verdict of a comparison for a script. */

import { InputError } from '../../../engines/contract/index.js'
import { halfWidth, type Interval } from '../ratios/judge.js'
import type {
  ComparedFigure,
  Comparison,
  CountChange,
  InstructionChange,
  LostEngine,
  NotCompared,
  RunComparison,
} from './types.js'

/**
 * A share that nothing may be slower by, as 0.03; that no count may be more; or a share that no
 * instructions a page may be more by.
 */
export type OneWayGate = number | 'counts' | { instructions: number }

/** `any`: nor faster, fewer or less: for a change that should change nothing. */
export type Gate = OneWayGate | { any: OneWayGate }

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
  /**
   * `better` is of a gate for any change alone: something is, and nothing is worse. `undecided` gives
   * way to either.
   */
  outcome: 'passed' | 'worse' | 'better' | 'undecided'
  /** Comparisons that were judged: figures, or engines times cells times directions. */
  judged: number
  /** The whole interval lies above the gate. */
  worse: GateFigure[]
  /** The whole interval lies below it, where the gate is for any change. */
  better: GateFigure[]
  /** The interval holds the gate, but is narrow enough for it: not worse with confidence. */
  near: GateFigure[]
  /** The interval holds the gate, and is wider than it. */
  undecided: GateFigure[]
  /** The smallest gate that all figures are narrow enough for; absent where none has an interval. */
  smallestGate?: number
  /** Counts that are more than they were; of `--gate counts` alone. */
  more: Array<CountChange & { run: string }>
  /** Counts that changed and are not worse, where the gate is for any change. */
  fewer: Array<CountChange & { run: string }>
  /** Instructions that are more by more than the gate, the worst first; of `--gate instructions` alone. */
  moreInstructions: Array<InstructionChange & { run: string }>
  /** Those that are fewer by more than the gate, where that is for any change. */
  fewerInstructions: Array<InstructionChange & { run: string }>
  /** Rows that failed in a newer run alone: worse, whatever the gate. */
  failed: Array<{ run: string; row: string; message: string }>
  lost: Lost[]
}

/**
 * Reads `3%`, `0.5 %`, `counts` or `instructions:1%`, each with `any:` before it or not.
 *
 * @throws InputError for anything else.
 */
export function parseGate(text: string): Gate {
  const [, any, gate = ''] = /^(any:\s?)?(.*)$/s.exec(text) ?? []
  const oneWay = parseOneWay(gate)
  if (oneWay === undefined) {
    throw new InputError(
      `--gate ${text}: is neither a share such as 3%, nor counts, nor instructions:1%, nor one of them behind any:`,
    )
  }
  return any === undefined ? oneWay : { any: oneWay }
}

function parseOneWay(text: string): OneWayGate | undefined {
  if (text === 'counts') return text
  const [, of, digits] = /^(instructions:)?\s?(\d+(?:\.\d+)?)\s?%$/.exec(text) ?? []
  if (digits === undefined) return undefined
  const share = Number(digits) / 100
  return of === undefined ? share : { instructions: share }
}

/** What a gate looks at, and whether it lets nothing pass that got better either. */
export function partsOf(gate: Gate): { oneWay: OneWayGate; any: boolean } {
  return typeof gate === 'object' && 'any' in gate
    ? { oneWay: gate.any, any: true }
    : { oneWay: gate, any: false }
}

/** What a gate found, beside rows that failed; what it does not look at is empty. */
type Found = Partial<GateResult> & Pick<GateResult, 'judged' | 'lost'>

/** Applies a gate to all runs of a comparison. */
export function gateComparison({ against }: Comparison, gate: Gate): GateResult {
  const { any, oneWay } = partsOf(gate)
  const { lost, ...found } =
    oneWay === 'counts'
      ? gateCounts(against, any)
      : typeof oneWay === 'number'
        ? gateTimes(against, oneWay, any)
        : gateInstructions(against, oneWay.instructions, any)
  const result: GateResult = {
    gate,
    outcome: 'passed',
    worse: [],
    better: [],
    near: [],
    undecided: [],
    more: [],
    fewer: [],
    moreInstructions: [],
    fewerInstructions: [],
    ...found,
    failed: failedOf(against),
    lost,
  }
  return { ...result, outcome: outcomeOf(result) }
}

function outcomeOf(result: GateResult): GateResult['outcome'] {
  const { better, failed, fewer, fewerInstructions, lost, more, moreInstructions, worse } = result
  const some = (...lists: ReadonlyArray<readonly unknown[]>) =>
    lists.some(({ length }) => length > 0)
  if (some(worse, more, moreInstructions, failed)) return 'worse'
  if (some(better, fewer, fewerInstructions)) return 'better'
  return some(result.undecided, lost) || result.judged === 0 ? 'undecided' : 'passed'
}

function gateTimes(against: readonly RunComparison[], gate: number, any: boolean): Found {
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
  const [above, below] = [1 + gate, 1 / (1 + gate)]
  const holds = ({ low, high }: Interval, at: number) => low <= at && high > at
  const spanning = judged.filter(
    ({ interval }) => holds(interval, above) || (any && holds(interval, below)),
  )
  const isNear = ({ interval }: GateFigure) => halfWidth(interval) <= gate
  const widths = judged.map(({ interval }) => halfWidth(interval))
  const unjudged = all.filter(({ interval }) => interval === undefined)
  return {
    judged: judged.length,
    worse: judged.filter(({ interval }) => interval.low > above),
    better: any ? judged.filter(({ interval }) => interval.high < below) : [],
    near: spanning.filter(isNear),
    undecided: spanning.filter((figure) => !isNear(figure)),
    ...(widths.length > 0 && { smallestGate: Math.max(...widths) }),
    lost: [...against.flatMap(lostOf), ...against.flatMap((run) => withoutInterval(run, unjudged))],
  }
}

function gateCounts(against: readonly RunComparison[], any: boolean): Found {
  const changed = against.flatMap(({ name, counts }) =>
    counts.changed.map((change) => ({ run: name, ...change })),
  )
  return {
    judged: against.reduce((sum, { counts }) => sum + counts.compared, 0),
    more: changed.filter(isWorse),
    fewer: any ? changed.filter((change) => !isWorse(change)) : [],
    lost: against.flatMap((run) => [
      ...lostCellsOf(run),
      ...run.counts.oneSided
        .filter(({ only }) => only === 'old')
        .map(({ counter }) => ({ run: run.name, what: `${counter} is no longer counted` })),
      ...lostEnginesOf(run, run.counts.lost, 'no longer counted'),
    ]),
  }
}

/** Exact, so that nothing is near: a page takes more by more than the gate, or it does not. */
function gateInstructions(against: readonly RunComparison[], share: number, any: boolean): Found {
  const changed = against.flatMap(({ name, instructions }) =>
    instructions.changed.map((change) => ({ run: name, ...change })),
  )
  return {
    judged: against.reduce((sum, { instructions }) => sum + instructions.compared, 0),
    moreInstructions: changed.filter(({ old, new: now }) => now > old * (1 + share)),
    fewerInstructions: any
      ? changed.filter(({ old, new: now }) => now * (1 + share) < old).reverse()
      : [],
    lost: against.flatMap((run) => [
      ...run.instructions.reasons.map((what) => ({ run: run.name, what })),
      ...lostCellsOf(run),
      ...lostEnginesOf(run, run.instructions.lost, 'its instructions are no longer counted'),
    ]),
  }
}

/** More of anything is worse, but for larger leaves: they stand for many smaller ones. */
export function isWorse({ counter, more }: Pick<CountChange, 'counter' | 'more'>): boolean {
  return more && counter !== 'blockLeaves'
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

/** What was there and is not, so that a gate cannot decide. */
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

/** Engines that the old run alone counted, but for those that failed: they are worse already. */
function lostEnginesOf(
  { failed, name }: RunComparison,
  lost: readonly LostEngine[],
  reason: string,
): Lost[] {
  return lost
    .filter(({ engine }) => !failed.some(({ row }) => row === engine))
    .map(({ engine, cells }) => ({ run: name, what: lostWords({ row: engine, cells, reason }) }))
}

function lostWords({ row, cells, reason }: Omit<NotCompared, 'lost'>): string {
  const where = cells.length === 1 ? cells[0] : `${cells.length} cells`
  return `${row === undefined ? '' : `${row} in `}${where}: ${reason}`
}
