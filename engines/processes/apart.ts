/**
 * Processes that this one starts and Ctrl-C does not reach: the terminal sends it to its whole
 * process group, and when to stop is for this process to say. They are started with `APART`.
 */
import type { ChildProcess } from 'node:child_process'

/** Option of `spawn` and `fork`: a process group, and a session, of the process's own. */
export const APART = { detached: true } as const

const running = new Set<ChildProcess>()

/**
 * Ends a process, one that hangs too, when this one exits. Where this one is killed, nothing can:
 * a worker then sees its channel close, once the call that it is in has returned.
 */
export function endWithThisProcess<C extends ChildProcess>(child: C): C {
  if (running.size === 0) process.on('exit', endAll)
  running.add(child)
  child.once('exit', () => forget(child))
  child.once('error', () => forget(child))
  return child
}

function forget(child: ChildProcess): void {
  if (running.delete(child) && running.size === 0) process.off('exit', endAll)
}

function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
