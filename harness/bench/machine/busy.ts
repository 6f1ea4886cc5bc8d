/** How many CPUs other processes keep busy: what disturbs a measurement. */
import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

/** What was used up to one moment. */
export interface CpuUse {
  /** Milliseconds since any fixed moment. */
  at: number
  /** Milliseconds that all CPUs together were not idle. */
  busy: number
  /** Milliseconds of CPU time that this process took. */
  own: number
}

/** CPUs that other processes kept busy during a wait of `ms` milliseconds. */
export async function busyCpus(ms: number): Promise<number> {
  const before = cpuUse()
  await wait(ms)
  return busyBetween(before, cpuUse())
}

/** CPUs that others kept busy between two moments; 0 where no time passed. */
export function busyBetween(before: CpuUse, after: CpuUse): number {
  const elapsed = after.at - before.at
  if (elapsed <= 0) return 0
  const others = after.busy - before.busy - (after.own - before.own)
  return Math.max(0, others / elapsed)
}

function cpuUse(): CpuUse {
  const own = process.cpuUsage()
  return {
    at: performance.now(),
    busy: cpus().reduce(
      (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
      0,
    ),
    own: (own.user + own.system) / 1000,
  }
}
