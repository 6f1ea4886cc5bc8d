import { allEngines } from '../../../engines/index.js'
import { ensureLinkOrders, modulesOf } from '../../../engines/native/index.js'
import type { Progress } from '../../terminal/progress.js'
import type { RunRow } from '../plan/rows.js'

/**
 * Links what no run has linked yet.
 *
 * @param generations that there will be at most: no more orders are linked for them.
 * @returns how many link orders all modules of the rows have; 1 where there is none to choose from.
 */
export async function readyLinkOrders(
  rows: readonly RunRow[],
  generations: number | undefined,
  progress: Progress,
): Promise<number> {
  const wanted = new Set(rows.map(({ engine }) => engine.reference))
  const inC = allEngines().flatMap(({ id, module }) =>
    wanted.has(id) && module ? [{ module }] : [],
  )
  if (inC.length === 0) return 1
  progress.update('linking modules in other orders')
  const { ready, why } = await ensureLinkOrders(modulesOf(inC), generations)
  if (why !== undefined) progress.note(`Modules in C have ${ready} link orders: ${why}`)
  return ready
}
