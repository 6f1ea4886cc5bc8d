/** Events that the ring buffer lost. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn } from '../../engines/contract/index.js'

export interface Losses {
  events: number
  /** CPUs that lost any. */
  cpus: number
}

/** Sums `overrun`, `commit overrun` and `dropped events` of an instance's CPUs. */
export function lossesOf(instance: string): Losses {
  const folder = join(instance, 'per_cpu')
  const lost = namesIn(folder).map((cpu) =>
    lostBy(readFileSync(join(folder, cpu, 'stats'), 'utf8')),
  )
  return {
    events: lost.reduce((sum, count) => sum + count, 0),
    cpus: lost.filter((count) => count > 0).length,
  }
}

function lostBy(stats: string): number {
  const counts = stats.matchAll(/^(?:overrun|commit overrun|dropped events): (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}
