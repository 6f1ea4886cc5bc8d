/** Pins a process's main thread to a CPU, where the system can. */
import { spawnSync } from 'node:child_process'
import { textOf } from '../../../engines/contract/index.js'

/**
 * Pins the main thread of `pid` alone, by `taskset` without `-a`: V8's helper threads stay free to
 * run elsewhere. Threads that start later inherit the pin, so pin a process once it is up.
 * Returns whether it worked; it does not where `taskset` or the CPU is missing.
 */
export function pinMainThread(pid: number, cpu: number): boolean {
  const { status } = spawnSync('taskset', ['-cp', String(cpu), String(pid)], { stdio: 'ignore' })
  return status === 0
}

/** The CPUs that this process may run on, ascending; none where the system does not say. */
export function allowedCpus(): number[] {
  return parseAllowedCpus(textOf('/proc/self/status') ?? '')
}

/** The highest CPU that this process may run on; `undefined` where the system does not say. */
export function lastAllowedCpu(): number | undefined {
  return allowedCpus().at(-1)
}

/** The CPUs of `Cpus_allowed_list` in the text of a /proc status file; ascending. */
export function parseAllowedCpus(status: string): number[] {
  return parseCpuList(/^Cpus_allowed_list:\s*([\d,-]+)\s*$/m.exec(status)?.[1] ?? '')
}

/** The CPUs of a list such as `0-3,8`, ascending. */
export function parseCpuList(list: string): number[] {
  const cpus: number[] = []
  for (const range of list.split(',').filter((part) => part !== '')) {
    const [first = Number.NaN, last = first] = range.split('-').map(Number)
    for (let cpu = first; cpu <= last; cpu++) cpus.push(cpu)
  }
  return cpus
}
