/** How often the system has moved a process's main thread from one CPU to another. */
import { textOf } from '../../../engines/contract/index.js'

/** Moves so far of the main threads of processes; `undefined` where the system does not say. */
export function migrationsOf(...pids: ReadonlyArray<number | undefined>): number | undefined {
  return pids.reduce<number | undefined>((sum, pid) => {
    const moved = pid && parseMigrations(textOf(`/proc/${pid}/sched`) ?? '')
    return sum === undefined || moved === undefined ? undefined : sum + moved
  }, 0)
}

/** Those of one from the text of Linux's /proc/PID/sched. */
export function parseMigrations(sched: string): number | undefined {
  const count = /^se\.nr_migrations\s*:\s*(\d+)\s*$/m.exec(sched)?.[1]
  return count === undefined ? undefined : Number(count)
}
