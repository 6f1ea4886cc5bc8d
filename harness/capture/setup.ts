/** The steps that begin a capture and those that end it: one plan, for `capture` and to print. */
import { type EntryPoint, probeLine } from './entry-points.js'
import type { Step, Write } from './step.js'

export interface SetupOptions {
  /** The tracing instance, a name of its own. */
  name: string
  /** KiB of buffer for each CPU. */
  bufferKb: number
  /** Events to record, as `SYSTEM:EVENT`. */
  events: readonly string[]
  /** Page tables to set kprobes on; each is a group of its own, since two may be of one name. */
  probes: readonly EntryPoint[]
  /** The device that `dma:*` events are recorded of; all where absent. */
  device?: string | undefined
  /** What the trace is called: the command. */
  workload: string
}

export interface Setup {
  /** Steps up to the recording, in their order; those of kprobes may fail without harm. */
  begin: Step[]
  probes: Array<{ add: Step; enable: Step; remove: Step }>
  /** Steps on both sides of what is recorded, each with its marker. */
  start: Step[]
  stop: Step[]
  /** Removes the instance; then the kprobes go, which are the kernel's. */
  removeInstance: Step
}

/** Set in all kernels, ordered across CPUs. */
const CLOCK = 'mono'

/** Most characters of a marker that are written; the kernel cuts longer ones in two. */
const LONGEST_MARKER = 200

export function setupOf(options: SetupOptions): Setup {
  const { name, bufferKb, events, probes, device, workload } = options
  const instance = instanceOf(name)
  const within = (how: Write['how']) => (file: string, text: string) => ({
    how,
    path: `${instance}/${file}`,
    text,
  })
  const write = within('write')
  const append = within('append')
  const start = `START ${workload.replace(/\s+/g, ' ')}`.trimEnd()
  const filter = device !== undefined && events.some((event) => event.startsWith('dma:'))
  return {
    begin: [
      { how: 'make', path: instance },
      write('tracing_on', '0'),
      write('trace_clock', CLOCK),
      write('buffer_size_kb', String(bufferKb)),
      ...(filter ? [write('events/dma/filter', `device == "${device}"`)] : []),
      ...events.map((event) => ({ ...append('set_event', event), optional: event.includes('*') })),
    ],
    probes: probes.map((probe, at) => {
      const group = `${name.replaceAll('-', '_')}_${at}`
      const list = (text: string): Write => ({
        how: 'append',
        path: 'kprobe_events',
        text,
        optional: true,
      })
      return {
        add: list(probeLine(group, probe)),
        enable: { ...append('set_event', `${group}:${probe.event}`), optional: true },
        remove: list(`-:${group}/${probe.event}`),
      }
    }),
    start: [write('tracing_on', '1'), append('trace_marker', start.slice(0, LONGEST_MARKER))],
    stop: [append('trace_marker', 'STOP'), write('tracing_on', '0')],
    removeInstance: { how: 'remove', path: instance },
  }
}

export function instanceOf(name: string): string {
  return `instances/${name}`
}
