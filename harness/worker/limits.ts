import { randomOf } from '../../engines/contract/index.js'
import type { Op } from '../../results/index.js'
import { balancedOrders } from '../plan/order.js'
import type { Answer, Request } from './protocol.js'
import { CellSampler } from './sampler.js'

const WARM_MS = 200

const BARE = 'bare loops'

/**
 * Times engines of tier ts beside bare loops on one buffer, all in this process, in balanced order.
 * What is compared is the fastest round of each: limits are about what the code can do, and a
 * machine that others share has rounds that are up to twice as slow.
 */
export function timeLimits(
  { BUILT_IN_ENGINES, bareLoops, SILENT }: typeof import('../../engines/index.js'),
  { cycles, domain, engines: ids, rounds, seed, tape }: Request & { type: 'limits' },
): Answer<'limits'> {
  const engines = BUILT_IN_ENGINES.filter(({ id }) => ids.includes(id))
  const samplers = new Map(
    engines.map((engine) => [engine.id, new CellSampler(engine.open(domain, SILENT), tape)]),
  )
  samplers.set(BARE, new CellSampler(bareLoops(domain, tape.iova[0], tape.size[0]), tape))
  for (const sampler of samplers.values()) sampler.warm(WARM_MS)

  const fastest = new Map([...samplers.keys()].map((id) => [id, new Map<Op, number>()]))
  const orders = balancedOrders([...samplers.keys()], randomOf(seed))
  for (let round = 0; round < rounds; round++) {
    for (const id of orders.next().value) {
      const best = fastest.get(id)
      for (const [op, ns] of Object.entries(samplers.get(id)?.epoch(cycles).ns ?? {})) {
        best?.set(op as Op, Math.min(ns, best.get(op as Op) ?? ns))
      }
    }
  }
  const bare = fastest.get(BARE)
  return ids.map((engine) => ({
    engine,
    ratios: Object.fromEntries(
      [...(fastest.get(engine) ?? [])].map(([op, ns]) => [op, ns / (bare?.get(op) ?? Number.NaN)]),
    ),
  }))
}
