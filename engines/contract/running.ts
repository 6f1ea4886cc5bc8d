/**
 * Which process holds a lock or a claim, so that it is known when it is no more. Its number alone does
 * not say: after a restart, and in each container, other processes have the same.
 */
import { textOf } from './text-of.js'

/** When a process started, in the system's own ticks; `undefined` where the system does not say. */
export function startOf(pid: number): number | undefined {
  // After the name, which may hold anything, in parentheses; proc_pid_stat(5) calls it field 22.
  const fields = textOf(`/proc/${pid}/stat`)?.replace(/^.*\)/s, '').trim().split(' ')
  const field = fields?.[22 - 3]
  return field === undefined ? undefined : Number(field)
}

/** Whether the process is there that started then, and not another of its number. */
export function isRunning(pid: number, startedAt: number | undefined): boolean {
  if (!isThere(pid)) return false
  const now = startOf(pid)
  return now === undefined || startedAt === undefined || now === startedAt
}

/** One of another user's is one too. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What this process writes into its locks. */
export function ownMark(): string {
  const { pid } = process
  return `${[pid, startOf(pid)].join(' ').trim()}\n`
}

/** The number of the process that wrote a mark; `undefined` where it is no more, or this is no mark. */
export function runningBy(mark: string): number | undefined {
  const [pid = 0, startedAt] = mark.trim().split(' ').map(Number)
  return Number.isInteger(pid) && pid > 0 && isRunning(pid, startedAt) ? pid : undefined
}
