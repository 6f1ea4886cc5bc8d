import { randomOf } from '../../../engines/contract/index.js'
import type { Op } from '../../../results/record/index.js'
import { balancedOrders } from '../../bench/plan/order.js'
import { CellSampler } from '../../bench/worker/sampler.js'
import { timedBuild } from '../../bench/worker/timed-build.js'
import type { Answer, Request } from '../../processes/kind.js'
import type { Limits } from './protocol.js'

const WARM_MS = 200

/**
 * Times call shapes of tier ts on one buffer, each beside bare loops over its own ptes, all in this
 * process and in balanced order. A ratio is taken within a round, one right after the other.
 */
export async function timeBareLoops({
  domain,
  rounds,
  seed,
  shapes,
  tape,
}: Request<Limits, 'bareLoops'>): Promise<Answer<Limits, 'bareLoops'>> {
  const { besideBareLoops, CALL_SHAPES } = await timedBuild()
  const twins = CALL_SHAPES.filter(({ name }) => shapes.includes(name)).map((shape) => {
    const { bare, engine } = besideBareLoops(shape, domain, tape.iova[0], tape.size[0])
    const ratios: Partial<Record<Op, number[]>> = { map: [], unmap: [] }
    return {
      shape: shape.name,
      ratios,
      bare: new CellSampler(bare, tape),
      engine: new CellSampler(engine, tape),
    }
  })
  for (const { bare, engine } of [...twins, ...twins]) {
    bare.warm(WARM_MS)
    engine.warm(WARM_MS)
  }
  const orders = balancedOrders(twins, randomOf(seed))
  for (let round = 0; round < rounds; round++) {
    for (const { bare, engine, ratios } of orders.next().value) {
      const least = bare.turn().ns
      const own = engine.turn().ns
      for (const op of ['map', 'unmap'] as const) {
        ratios[op]?.push((own[op] ?? Number.NaN) / (least[op] ?? Number.NaN))
      }
    }
  }
  return Object.fromEntries(twins.map(({ ratios, shape }) => [shape, ratios]))
}
