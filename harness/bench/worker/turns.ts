/** The process that all rows in C of a cell share: it runs the builds that are timed, and never counts. */
import { type Engine, type Session, SILENT, type Tape } from '../../../engines/contract/index.js'
import type { TurnRow } from '../../../engines/native/index.js'
import type { Op } from '../../../results/record/index.js'
import { EngineFault } from '../../processes/failure.js'
import type { Handlers } from '../../processes/kind.js'
import { lookups, tapeFloor, unmaps } from './beside.js'
import { comparePeak } from './compare-peak.js'
import type { BlockAnswer, BlockRequest, Opening, Turns } from './protocol.js'
import { timedBuild, timedNative } from './timed-build.js'

/** A session of one of the tiers in C. */
type SessionInC = Session & TurnRow['session']

type EnginesByRow = ReadonlyMap<string, Engine>

export function createHandlers(): Handlers<Turns> {
  const engines = new Map<string, Engine>()
  return {
    async start({ engines: wanted, linkOrder }) {
      const { allEngines } = await timedBuild()
      const { useLinkOrder } = await timedNative()
      // Before the first session loads a module.
      useLinkOrder(linkOrder)
      const all = allEngines()
      for (const { engine: id, row } of wanted) {
        const engine = all.find((one) => one.id === id)
        if (engine === undefined) throw new EngineFault('threw', `no engine is called ${id}`, row)
        engines.set(row, engine)
      }
      return null
    },
    block: (request) => runBlock(engines, request),
    floor: ({ tape }) => tapeFloor(tape),
    lookups,
    unmaps,
  }
}

/** Sessions of one opening, in the order of its rows. */
type Opened = Array<{ session: SessionInC; tape: Tape }>

async function runBlock(engines: EnginesByRow, request: BlockRequest): Promise<BlockAnswer> {
  const { runTurns, WrongOutcome } = await timedNative()
  const { inARow = 1 } = request
  const times = [...Array(inARow).keys()]
  const answer: BlockAnswer = { ns: {}, operationNs: 0 }
  for (const opening of request.openings) {
    const rowOf = (turn: number) => opening.rows[Math.floor(turn / inARow)].row
    try {
      const turns = withSessions(engines, request, opening, (opened) => {
        runTurns(opened, oneRound(opened.length), WARM_UP)
        // One call into C runs all rounds.
        const turns = runTurns(
          opened.flatMap((one) => times.map(() => one)),
          Uint16Array.from(
            opening.orders.flat().flatMap((at) => times.map((time) => at * inARow + time)),
          ),
        )
        compareTables(opening, opened)
        return turns
      })
      for (const [at, { ns, timed, timedNs }] of turns.entries()) {
        addTimes(
          answer,
          rowOf(at),
          timed.map(({ op }) => op),
          ns,
        )
        answer.operationNs += totalOf(timedNs)
      }
    } catch (error) {
      if (!(error instanceof WrongOutcome)) throw error
      throw new EngineFault('wrong', error.message, rowOf(error.row))
    }
  }
  return answer
}

/** Two cycles, which find memory for tables and what a fresh session has never touched. */
const WARM_UP = { discardNs: 0, discardCycles: 1, timeNs: 0 }

function oneRound(rows: number): Uint16Array {
  return Uint16Array.from({ length: rows }, (_, at) => at)
}

/** Does something with a session of each row, and closes them. */
function withSessions<T>(
  engines: EnginesByRow,
  { domain, tapes }: BlockRequest,
  { rows }: Opening,
  action: (opened: Opened) => T,
): T {
  const opened: Opened = []
  // Held until the end, so that what comes after it lies elsewhere.
  const held: Buffer[] = []
  try {
    for (const { padding, row, tape } of rows) {
      held.push(Buffer.allocUnsafeSlow(padding))
      const session = blaming(row, () => engines.get(row)?.open(domain, SILENT))
      if (session === undefined || !isInC(session)) throw new Error(`row ${row} was not started`)
      opened.push({ session, tape: tapes[tape] })
    }
    return action(opened)
  } finally {
    for (const { session } of opened) session.close()
    held.length = 0
  }
}

function compareTables({ rows }: Opening, opened: Opened): void {
  for (const [at, { expected, row }] of rows.entries()) {
    const { session, tape } = opened[at]
    if (expected) blaming(row, () => comparePeak(session, tape, expected))
  }
}

/** Does something that only one row can be to blame for. */
function blaming<T>(row: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    const kind = error instanceof EngineFault ? error.kind : 'threw'
    throw new EngineFault(kind, error instanceof Error ? error.message : String(error), row)
  }
}

function isInC(session: Session): session is SessionInC {
  return 'handle' in session
}

/** Adds a row's rounds; phases of one direction have the figure of the last of them, as tinybench's are. */
function addTimes(
  { ns: all }: BlockAnswer,
  row: string,
  ops: readonly Op[],
  ns: Float64Array,
): void {
  all[row] ??= {}
  const times = all[row]
  const last = new Map(ops.map((op, phase) => [op, phase]))
  for (const [op, phase] of last) {
    const rounds = ns.filter((_, at) => at % ops.length === phase)
    times[op] = [...(times[op] ?? []), ...rounds]
  }
}

function totalOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
