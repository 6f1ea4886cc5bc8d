/** The processor's time, for samplers that run in Node. */

interface ThreadCpuUsage {
  user: number
  system: number
}

/** Newer Nodes tell it for a thread alone. */
const threadCpuUsage: (() => ThreadCpuUsage) | undefined =
  'threadCpuUsage' in process && typeof process.threadCpuUsage === 'function'
    ? process.threadCpuUsage.bind(process)
    : undefined

/**
 * Whose processor time `cpuTimeNs` is. A process's includes what V8 compiles and collects beside
 * the thread that is timed.
 */
export const CPU_CLOCK: 'thread' | 'process' = threadCpuUsage ? 'thread' : 'process'

/** Nanoseconds of processor time used so far, told to the microsecond. */
export function cpuTimeNs(): number {
  const { user, system } = threadCpuUsage ? threadCpuUsage() : process.cpuUsage()
  return (user + system) * 1000
}
