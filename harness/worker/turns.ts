/** The process that all rows in C of a cell share: it runs the builds that are timed, and never counts. */
import { type Engine, type Session, SILENT, type Tape } from '../../engines/contract/index.js'
import type { TurnResult, TurnRow } from '../../engines/native/index.js'
import type { Op } from '../../results/index.js'
import { comparePeak } from './compare-peak.js'
import { EngineFault } from './fault.js'
import type { Answer, Request } from './protocol.js'
import { serve } from './serve.js'

/** A session of one of the tiers in C. */
type SessionInC = Session & TurnRow['session']

const engines = new Map<string, Engine>()

/** The engines without their counting statements: the same modules, in a build of their own. */
async function timedBuild(): Promise<typeof import('../../engines/index.js')> {
  return import(new URL('../../timed/engines/index.js', import.meta.url).href)
}

async function timedNative(): Promise<typeof import('../../engines/native/index.js')> {
  return import(new URL('../../timed/engines/native/index.js', import.meta.url).href)
}

async function start({ engines: wanted, linkOrder }: Request & { type: 'start' }): Promise<null> {
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
}

/** Has rows take turns, by their places among those that were opened; a row may stand there more than once. */
type TakeTurns = (of: readonly number[], orders: ReadonlyArray<readonly number[]>) => TurnResult[]

/** Sessions of rows in C, open for as long as `work` takes. */
async function withSessions<T>(
  { domain, rows, tapes }: Pick<Request & { type: 'block' }, 'domain' | 'rows' | 'tapes'>,
  work: (opened: ReadonlyArray<{ session: SessionInC; tape: Tape }>, takeTurns: TakeTurns) => T,
): Promise<T> {
  const { runTurns, WrongOutcome } = await timedNative()
  const opened: Array<{ session: SessionInC; tape: Tape }> = []
  // Held until the end, so that what comes after it lies elsewhere.
  const held: Buffer[] = []
  try {
    for (const { padding, row, tape } of rows) {
      held.push(Buffer.allocUnsafeSlow(padding))
      const session = blaming(row, () => engines.get(row)?.open(domain, SILENT))
      if (session === undefined || !isInC(session)) throw new Error(`row ${row} was not started`)
      opened.push({ session, tape: tapes[tape] })
    }
    return work(opened, (of, orders) => {
      try {
        return runTurns(
          of.map((at) => opened[at]),
          Uint16Array.from(orders.flat()),
        )
      } catch (error) {
        if (!(error instanceof WrongOutcome)) throw error
        throw new EngineFault('wrong', error.message, rows[of[error.row]].row)
      }
    })
  } finally {
    for (const { session } of opened) session.close()
    held.length = 0
  }
}

/** One call into C runs all rounds; before and after it sessions are opened, compared and closed. */
function block(request: Request & { type: 'block' }): Promise<Answer<'block'>> {
  const { orders, rows } = request
  return withSessions(request, (opened, takeTurns) => {
    const turns = takeTurns([...rows.keys()], orders)
    for (const [at, { expected, row }] of rows.entries()) {
      const { session, tape } = opened[at]
      if (expected) blaming(row, () => comparePeak(session, tape, expected))
    }
    return {
      ns: afterWarmUp(turns),
      operationNs: turns.reduce((sum, { timedNs }) => sum + totalOf(timedNs.subarray(1)), 0),
    }
  })
}

function alone(request: Request & { type: 'alone' }): Promise<Answer<'alone'>> {
  const { orders, rows, turns } = request
  const inARow = [...Array(turns).keys()]
  return withSessions(request, (_, takeTurns) => {
    const times = afterWarmUp(
      takeTurns(
        [...rows.keys()].flatMap((row) => inARow.map(() => row)),
        orders.map((order) => order.flatMap((row) => inARow.map((turn) => row * turns + turn))),
      ),
    )
    return rows.map((_, row) => times.slice(row * turns, (row + 1) * turns))
  })
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

/** Times without the first round's, which warms up. */
function afterWarmUp(turns: readonly TurnResult[]): Answer<'block'>['ns'] {
  return turns.map(({ ns, timed }) =>
    byOp(
      timed.map(({ op }) => op),
      [...ns].slice(timed.length),
    ),
  )
}

/** By direction, one number a round; phases of one direction are told by the last of them, as tinybench's are. */
function byOp(ops: readonly Op[], ns: readonly number[]): Partial<Record<Op, number[]>> {
  return Object.fromEntries(
    ops.map((op, phase) => [op, ns.filter((_, at) => at % ops.length === phase)]),
  )
}

function totalOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

serve(async (request) => {
  switch (request.type) {
    case 'start':
      return start(request)
    case 'block':
      return block(request)
    case 'alone':
      return alone(request)
    default:
      throw new Error(`a process of turns does not ${request.type}`)
  }
})
