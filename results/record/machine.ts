/** The machine that a run was made on, and what else it was up to. */
import { z } from 'zod'
import { count, positive } from './units.js'

/** What a machine was up to at one moment. */
export const machineStateSchema = z.object({
  /** One-minute load average. */
  load: z.number(),
  /** CPUs kept busy by other processes. */
  busyCpus: z.number(),
  /** Of the CPU that is pinned to, or the first: its clock rate, where the system reports it. */
  frequencyMhz: z.number().positive().optional(),
  /** Times that its CPUs were slowed for heat, and seconds that a host took from them, so far. */
  throttled: count.optional(),
  stolenSeconds: z.number().nonnegative().optional(),
})
export type MachineState = z.infer<typeof machineStateSchema>

export const machineSchema = z.object({
  cpu: z.string(),
  cores: positive,
  arch: z.string(),
  kernel: z.string(),
  /** The hypervisor's name, `none` on bare metal, `unknown` where the system does not report it. */
  virtualised: z.string(),
  governor: z.string(),
  node: z.string(),
  v8: z.string(),
  memoryBytes: positive,
  /** Only on request. */
  host: z.string().optional(),
  before: machineStateSchema,
  after: machineStateSchema.optional(),
  /** The CPU that timing processes' main threads were pinned to. */
  pinnedCpu: count.optional(),
})
export type Machine = z.infer<typeof machineSchema>
