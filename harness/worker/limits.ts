import { randomOf } from '../../engines/contract/index.js'
import type { Op } from '../../results/index.js'
import { balancedOrders } from '../plan/order.js'
import type { Answer, Request } from './protocol.js'
import { CellSampler } from './sampler.js'

const WARM_MS = 200

const BARE = 'bare loops'

/**
 * Times every engine of tier ts beside bare loops on one buffer, all in this process, in balanced
 * order, and returns each engine's ratio to the bare loop of the same round.
 */
export function timeLimits(
  { BUILT_IN_ENGINES, bareLoops, SILENT }: typeof import('../../engines/index.js'),
  { cycles, domain, rounds, seed, tape }: Request & { type: 'limits' },
): Answer<'limits'> {
  const samplers = new Map(
    BUILT_IN_ENGINES.map((engine) => [
      engine.id,
      new CellSampler(engine.open(domain, SILENT), tape),
    ]),
  )
  samplers.set(BARE, new CellSampler(bareLoops(domain, tape.iova[0], tape.size[0]), tape))
  for (const sampler of samplers.values()) sampler.warm(WARM_MS)

  const ratios = new Map(BUILT_IN_ENGINES.map(({ id }) => [id, new Map<Op, number[]>()]))
  const orders = balancedOrders([...samplers.keys()], randomOf(seed))
  for (let round = 0; round < rounds; round++) {
    const times = new Map<string, Partial<Record<Op, number>>>()
    for (const id of orders.next().value) {
      times.set(id, samplers.get(id)?.epoch(cycles).ns ?? {})
    }
    const bare = times.get(BARE) ?? {}
    for (const [id, byOp] of ratios) {
      for (const [op, ns] of Object.entries(times.get(id) ?? {}) as [Op, number][]) {
        byOp.set(op, [...(byOp.get(op) ?? []), ns / (bare[op] ?? Number.NaN)])
      }
    }
  }
  return [...ratios].map(([engine, byOp]) => ({ engine, ratios: Object.fromEntries(byOp) }))
}
