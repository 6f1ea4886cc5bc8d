/** How often the system has moved a process's main thread from one CPU to another. */
import { textOf } from '../../../engines/contract/index.js'

/** Moves so far of the main thread of `pid`; `undefined` where the system does not say. */
export function migrationsOf(pid: number): number | undefined {
  return parseMigrations(textOf(`/proc/${pid}/sched`) ?? '')
}

/** The same from the text of Linux's /proc/PID/sched. */
export function parseMigrations(sched: string): number | undefined {
  const count = /^se\.nr_migrations\s*:\s*(\d+)\s*$/m.exec(sched)?.[1]
  return count === undefined ? undefined : Number(count)
}
