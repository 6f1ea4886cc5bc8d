/** Rows that take turns: a block of rounds, run and timed in one call into C. */
import { type Outcome, type Phase, phaseOutcome, type Tape } from '../contract/index.js'
import {
  columnsOf,
  type Handle,
  moduleOf,
  type TurnsRow,
  type TurnsTape,
  timedBinding,
} from './binding.js'
import { OUTCOME_WIDTH, outcomesOf, phaseNumbers, timedPhases } from './phases.js'

export interface TurnRow {
  /** Of any module of tiers in C; a session a row. */
  session: { readonly handle: Handle }
  /** Rows that hand over the same tape share one copy of it. */
  tape: Tape
}

/**
 * What a turn throws away and what it times, by time and for each row by itself: what it finds cold
 * is what the others pushed out, and takes a fast row as long to bring back as a slow one.
 */
export interface TurnsOptions {
  /** Nanoseconds by the monotonic clock, and cycles, that both pass before anything is timed. */
  discardNs?: number
  discardCycles?: number
  /** Nanoseconds that the timed phases take together at least, and one cycle at least. */
  timeNs?: number
}

const DEFAULTS: Required<TurnsOptions> = { discardNs: 100_000, discardCycles: 3, timeNs: 60_000 }

/** A row's turns, by round. All times are nanoseconds. */
export interface TurnResult {
  /** The phases that are timed, in the tape's order. */
  timed: Phase[]
  /** For each round, one number for each of `timed`: the median of the turn's cycles. */
  ns: Float64Array
  /** Of each turn: cycles that were thrown away, and that were timed. */
  cycles: { discarded: Uint32Array; timed: Uint32Array }
  /** All timed phases of a turn's timed cycles together. */
  timedNs: Float64Array
  /** From the start of the block to that of the turn. */
  beganNs: Float64Array
  /** For each phase of the tape: what it came to over all cycles, discarded ones included. */
  outcomes: Outcome[]
}

/** A row that did not do what its tape says. */
export class WrongOutcome extends Error {
  override name = 'WrongOutcome'

  constructor(
    /** The place of the row among those that took turns. */
    readonly row: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * The modules that turns of engines run in, by their paths: the engines' own, and the one whose code runs the
 * turns and reads the clock for all rows.
 */
export function modulesOf(engines: Iterable<{ module(): string }>): string[] {
  return [...new Set([moduleOf('timed'), ...[...engines].map((engine) => engine.module())])]
}

/** Figures of a turn before its medians. */
const TURN_WIDTH = 4

/**
 * Runs a block of rounds.
 *
 * @param orders for each round each row's index once, in the order of their turns.
 * @throws WrongOutcome where a row's operations did not come to what its tape says.
 * @throws RangeError where orders, tapes or sessions are not right; nothing has run then.
 */
export function runTurns(
  rows: readonly TurnRow[],
  orders: Uint16Array,
  options: TurnsOptions = {},
): TurnResult[] {
  const { discardCycles, discardNs, timeNs } = { ...DEFAULTS, ...options }
  const rounds = Math.floor(orders.length / rows.length)
  const tapes = [...new Set(rows.map(({ tape }) => tape))]
  const numbers = new Map(tapes.map((tape, number) => [tape, number]))
  const given = rows.map(({ session, tape }): TurnsRow => {
    const width = TURN_WIDTH + timedPhases(tape).length
    const outcomes = new Float64Array(OUTCOME_WIDTH * tape.phases.length)
    return [session.handle, numbers.get(tape) ?? 0, new Float64Array(rounds * width), outcomes]
  })
  const columns = tapes.map((tape): TurnsTape => [...columnsOf(tape), phaseNumbers(tape)])
  timedBinding().turns(columns, given, orders, discardNs, discardCycles, timeNs)
  return rows.map(({ tape }, row) => {
    const [, , figures, outcomes] = given[row]
    const result = resultOf(tape, figures, outcomesOf(tape, outcomes))
    check(row, tape, result)
    return result
  })
}

function resultOf(tape: Tape, figures: Float64Array, outcomes: Outcome[]): TurnResult {
  const timed = timedPhases(tape)
  const width = TURN_WIDTH + timed.length
  const rounds = figures.length / width
  const column = (at: number) =>
    Float64Array.from({ length: rounds }, (_, round) => figures[round * width + at])
  return {
    timed,
    ns: figures.filter((_, at) => at % width >= TURN_WIDTH),
    cycles: { discarded: Uint32Array.from(column(1)), timed: Uint32Array.from(column(2)) },
    timedNs: column(3),
    beganNs: column(0),
    outcomes,
  }
}

function check(row: number, tape: Tape, { cycles: { discarded, timed }, outcomes }: TurnResult) {
  const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0)
  const cycles = sum(discarded) + sum(timed)
  for (const [at, phase] of tape.phases.entries()) {
    const expected = phaseOutcome(tape, phase)
    const { bytes, failures } = outcomes[at]
    if (bytes === cycles * expected.bytes && failures === cycles * expected.failures) continue
    throw new WrongOutcome(
      row,
      `row ${row}: a ${phase.timed ? 'timed' : 'preparing'} ${phase.op} did ${bytes} bytes in ${cycles} cycles instead of ${cycles * expected.bytes}, and ${failures} operations failed instead of ${cycles * expected.failures}`,
    )
  }
}
