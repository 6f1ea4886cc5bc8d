/** Processes that keep the machine busy beside a measurement, on purpose. */
import { type ChildProcess, spawn } from 'node:child_process'

const SPIN = 'for (let at = 0; ; at++) Math.sqrt(at)'

/** Starts `count` of them. @returns ends them all. */
export function keepBusy(count: number): () => void {
  const processes: ChildProcess[] = []
  for (let at = 0; at < count; at++) {
    processes.push(spawn(process.execPath, ['-e', SPIN], { stdio: 'ignore' }))
  }
  return () => {
    for (const one of processes) one.kill('SIGKILL')
  }
}
