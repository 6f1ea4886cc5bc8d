/** The lines that capture a trace by hand, where this program cannot. */
import { shellWord } from '../../reports/text/index.js'
import type { CaptureOptions } from './capture.js'
import { instanceOf, type Setup } from './setup.js'
import { shellLine } from './step.js'

interface ByHandOptions
  extends Pick<CaptureOptions, 'tracefs' | 'name' | 'command' | 'seconds' | 'out'> {
  /** A line that goes before all others. */
  remedy?: string | undefined
}

/** A script of sh that does what `capture` does; kprobes that a kernel refuses are left out by it too. */
export function byHand(setup: Setup, options: ByHandOptions): string[] {
  const { command, name, out, remedy, seconds, tracefs } = options
  const { begin, probes, removeInstance, start, stop } = setup
  const instance = instanceOf(name)
  return [
    '#!/bin/sh',
    '# As root.',
    `out=${out.startsWith('/') ? '' : '$PWD/'}${shellWord(out)}`,
    ...(remedy === undefined ? [] : [remedy]),
    `cd ${shellWord(tracefs)} || exit`,
    ...begin.map(shellLine),
    ...probes.flatMap(({ add, enable }) => [shellLine(add), shellLine(enable)]),
    ...start.map(shellLine),
    `(cd - >/dev/null && ${loadLine(command, seconds)})`,
    ...stop.map(shellLine),
    `(echo "# unmap-bench: kernel $(uname -r) $(uname -m)"; cat ${instance}/trace) | gzip > "$out"`,
    `grep -H -E '^(overrun|commit overrun|dropped events): [1-9]' ${instance}/per_cpu/*/stats && echo 'events are lost: a larger buffer_size_kb'`,
    shellLine(removeInstance),
    ...probes.map(({ remove }) => shellLine(remove)),
  ]
}

function loadLine(command: readonly string[], seconds: number | undefined): string {
  const load = command.map(shellWord).join(' ')
  if (command.length === 0) return `sleep ${seconds ?? 30}`
  return seconds === undefined ? load : `timeout ${seconds} ${load}`
}
