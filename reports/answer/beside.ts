/** What stands beside the answers: a subject, the machine and what was done on it, and whose code it is. */
import { plainTier } from '../../engines/contract/index.js'
import { type Analysis, treeDifferences } from '../../results/analysis/index.js'
import { formatSeconds } from '../phrases/index.js'
import { present, printable } from '../text/index.js'
import { byWords, sourcesOf } from './sources.js'

/** Characters of a name that a machine gives itself. */
const LONGEST = 40

/** `AMD EPYC, 2 CPUs, kvm, Linux 6.18.44, cc 12.2.0; 45 s`. */
export function machineLine({ machine, run, tiers }: Analysis): string {
  const { cores, cpu, kernel, virtualised } = machine
  // `Linux 6.18.44-name #1 SMP ...`: the build's number and date tell nobody anything.
  const [system = '', release = ''] = kernel.split(' ')
  // `cc 12.2.0` of `cc (Debian 12.2.0-14+deb12u1) 12.2.0`.
  const compilers = new Set(
    Object.values(tiers).map(({ compiler }) => compiler.version.replace(/ \([^)]*\)/, '')),
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

/** The mail that asked the three questions. */
const ASKED = 'Re: [RFC PATCH 0/5] Optimization for unmapping iommu mapped buffers'

/** An answer to the mail that asked; of two trees, which they are. */
export function subjectOf(analysis: Analysis): string {
  const [pair] = treeDifferences(analysis)
  return pair === undefined
    ? ASKED
    : `iommu map and unmap, ${byWords(pair.after)} against ${byWords(pair.before)}`
}

/** What code is that is no kernel's, for whoever knows nothing of this project. */
const WHOSE: Record<string, string> = {
  native: 'Our C: the same ways to call, written afresh; no kernel code.',
  ts: 'Our TypeScript: the same ways to call; no kernel code.',
}

/** Absent where all that was timed is a kernel's own. */
export function whoseWords(analysis: Analysis): string | undefined {
  const tiers = new Set(sourcesOf(analysis).map(({ tier }) => plainTier(tier)))
  const shown = Object.keys(WHOSE).filter((tier) => tiers.has(tier))
  return shown.length === 0 ? undefined : shown.map((tier) => WHOSE[tier]).join(' ')
}
