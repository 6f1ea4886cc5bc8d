/** What slows a CPU without showing as load: its clock rate, heat, and a host that takes its time. */
import { namesIn, textOf } from '../../../engines/contract/index.js'
import type { MachineState } from '../../../results/record/index.js'

const CPUS = '/sys/devices/system/cpu'
/** Ticks of /proc/stat in a second, on all that Node runs on. */
const TICKS = 100

/** As far as the system says. */
export function throttling(
  cpu: number,
): Pick<MachineState, 'frequencyMhz' | 'throttled' | 'stolenSeconds'> {
  const khz = Number(textOf(`${CPUS}/cpu${cpu}/cpufreq/scaling_cur_freq`))
  const throttled = throttledCount()
  const stolen = parseStolen(textOf('/proc/stat') ?? '')
  return {
    ...(khz > 0 && { frequencyMhz: khz / 1000 }),
    ...(throttled !== undefined && { throttled }),
    ...(stolen !== undefined && { stolenSeconds: stolen / TICKS }),
  }
}

/** Times that any core was slowed for heat since the machine started. */
function throttledCount(): number | undefined {
  const cpus = namesIn(CPUS).filter((name) => /^cpu\d+$/.test(name))
  const counts = cpus.flatMap((name) => {
    const text = textOf(`${CPUS}/${name}/thermal_throttle/core_throttle_count`)
    return text === undefined ? [] : [Number(text)]
  })
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
}

/** Ticks that a host took from all CPUs, from the text of /proc/stat: the eighth number. */
export function parseStolen(stat: string): number | undefined {
  const fields = /^cpu\s+(.*)$/m.exec(stat)?.[1]?.split(/\s+/)
  const ticks = Number(fields?.[7])
  return Number.isFinite(ticks) ? ticks : undefined
}
