/** The machine and what was done on it, in one line. */

import type { Analysis } from '../../results/analysis/index.js'
import { formatSeconds } from '../phrases/index.js'
import { present, printable } from '../text/index.js'

/** Characters of a name that a machine gives itself. */
const LONGEST = 40

/** `AMD EPYC, 2 CPUs, kvm, Linux 6.18.44, cc 12.2.0; 45 s`. */
export function machineLine({ machine, run, tiers }: Analysis): string {
  const { cores, cpu, kernel, virtualised } = machine
  // `Linux 6.18.44-name #1 SMP ...`: the build's number and date tell nobody anything.
  const [system = '', release = ''] = kernel.split(' ')
  const compilers = new Set(
    Object.values(tiers).map(({ compiler }) => compilerName(compiler.version)),
  )
  const parts = present([
    cpu,
    `${cores} CPUs`,
    !['none', 'unknown'].includes(virtualised) && virtualised,
    `${system} ${release}`.trim(),
    ...compilers,
  ]).map((part) => printable(part).slice(0, LONGEST))
  return `${parts.join(', ')}; ${formatSeconds(run.seconds)}`
}

/** `cc 12.2.0` of `cc (Debian 12.2.0-14+deb12u1) 12.2.0`. */
function compilerName(version: string): string {
  return version.replace(/ \([^)]*\)/, '')
}
