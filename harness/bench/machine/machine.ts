/** The machine that figures were made on: recorded with them, since they mean little without it. */
import { arch, cpus, hostname, loadavg, release, totalmem, type, version } from 'node:os'
import { textOf } from '../../../engines/contract/index.js'
import type { Machine, MachineState } from '../../../results/record/index.js'
import { busyCpus } from './busy.js'
import { lastAllowedCpu } from './pin.js'
import { throttling } from './throttling.js'
import { hypervisorName, virtualisationClues } from './virtualised.js'

/** How long others are watched, in milliseconds: twenty ticks of a 100 Hz kernel's accounting. */
const WATCH_MS = 200

const GOVERNOR = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'

/**
 * What the machine is and how busy it is. `host` adds its name, which is nobody's business unless
 * asked for.
 */
export async function probeMachine({ host = false }: { host?: boolean } = {}): Promise<Machine> {
  const processors = cpus()
  return {
    cpu: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    arch: arch(),
    kernel: `${type()} ${release()} ${version()}`,
    virtualised: hypervisorName(virtualisationClues()),
    governor: textOf(GOVERNOR)?.trim() || 'unknown',
    node: process.versions.node,
    v8: process.versions.v8,
    memoryBytes: totalmem(),
    ...(host ? { host: hostname() } : {}),
    before: await probeLoad(),
  }
}

/** The machine's own id, systemd's or D-Bus's; a folder of the user's may be on several machines. */
const ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id']

/**
 * Which machine this is, by its own id, or its name where it has none, and its processor: what was found
 * out on one says nothing about another. Never leaves the machine.
 */
export function machineId(): string {
  const ids = ID_FILES.map((file) => textOf(file)?.trim()).filter((id) => id)
  return [ids[0] ?? hostname(), arch(), cpus()[0]?.model].join(' ')
}

/** What the machine is up to just now. */
export async function probeLoad(): Promise<MachineState> {
  const load = loadavg()[0] ?? 0
  return { load, busyCpus: await busyCpus(WATCH_MS), ...throttling(lastAllowedCpu() ?? 0) }
}
