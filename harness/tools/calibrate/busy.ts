/** Processes that keep the machine busy beside a measurement, on purpose. */
import { type ChildProcess, spawn } from 'node:child_process'

/** Spins, a hundredth of a second or so at a time, until its parent is gone, however that came to be. */
const SPIN = `
process.on('disconnect', () => process.exit())
const spin = () => {
  for (let at = 0; at < 1e7; at++) Math.sqrt(at)
  setImmediate(spin)
}
spin()`

/** Starts `count` of them. @returns ends them all. */
export function keepBusy(count: number): () => void {
  const processes: ChildProcess[] = []
  for (let at = 0; at < count; at++) {
    processes.push(
      spawn(process.execPath, ['-e', SPIN], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    )
  }
  return () => {
    for (const one of processes) one.kill('SIGKILL')
  }
}
