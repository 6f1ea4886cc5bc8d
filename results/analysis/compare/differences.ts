/** In what two runs differ before any figure is looked at. */
import { createHash } from 'node:crypto'
import { isPlainTree } from '../../../engines/contract/index.js'
import type { Result, TierBuild } from '../../record/index.js'
import { chosenFlags, kernelTiers } from './same-engine.js'
import type { Difference } from './types.js'

/** All of a result but what was measured. */
type Made = Omit<Result, 'cells'>

/** Something that a run was made with; a new one is a line in `FACTS`. */
interface Fact {
  what: string
  /** Whether runs that differ in it were made on different machines, or on one that is another now. */
  machine?: true
  of(result: Made): string | undefined
  meaning: string
}

/** Of another system on the same CPU. */
const OTHER_KERNEL =
  'every time may have changed with it, so the verdict rests on speed-ups unless --by time asks for it'
const OTHER_MACHINE =
  'other machines: times compare the machines, so the verdict rests on speed-ups unless --by time asks for it'
/** Runs that differ in one of these were made on different machines. */
const OF_MACHINES: Record<string, Fact['of']> = {
  host: ({ machine }) => machine.host,
  CPU: ({ machine }) => machine.cpu,
  CPUs: ({ machine }) => String(machine.cores),
  architecture: ({ machine }) => machine.arch,
  // A kernel keeps a little for itself, and not always as much.
  memory: ({ machine }) => `${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB`,
  hypervisor: ({ machine }) => machine.virtualised,
}

const FACTS: readonly Fact[] = [
  ...Object.entries(OF_MACHINES).map(
    ([what, of]): Fact => ({ what, of, machine: true, meaning: OTHER_MACHINE }),
  ),
  {
    what: 'kernel',
    of: ({ machine }) => machine.kernel,
    machine: true,
    meaning: OTHER_KERNEL,
  },
  {
    what: 'governor',
    of: ({ machine }) => machine.governor,
    meaning: 'every time may have changed with it',
  },
  {
    what: 'pinned to CPU',
    of: ({ machine }) => (machine.pinnedCpu === undefined ? 'none' : String(machine.pinnedCpu)),
    meaning: 'CPUs of one machine may differ in speed and in what else they do',
  },
  {
    what: 'kernel tree',
    of: (result) => kernelTiers(result).sort().join(', ') || undefined,
    meaning: 'rows of the same call shape are compared with each other',
  },
  {
    what: 'kernel source',
    of: (result) => ofTiers(result, ({ source }) => source && sourceWords(source)),
    meaning: 'what these rows time is another code',
  },
  {
    what: 'compiler',
    of: (result) => ofTiers(result, ({ compiler }) => `${compiler.command} ${compiler.version}`),
    meaning: 'it makes other code of the same source',
  },
  {
    what: 'compiler flags',
    of: (result) => ofTiers(result, (build) => chosenFlags(build).join(' ')),
    meaning: 'they make other code of the same source',
  },
  {
    what: 'Node',
    of: ({ machine }) => machine.node,
    meaning: 'it compiles tier ts, whose times may all have changed with it',
  },
  {
    what: 'tool',
    of: ({ tool: { version, commit, dirty } }) =>
      [version, commit?.slice(0, 12), dirty ? 'changed since' : undefined]
        .filter((part) => part !== undefined)
        .join(', '),
    meaning: 'engines, tapes and method may have changed with it',
  },
  { what: 'clock', of: ({ clock }) => clock.name, meaning: 'times were read in another way' },
  {
    what: 'suite',
    of: ({ options }) => options.suite,
    meaning: 'cells that both have are compared; the others are listed',
  },
  {
    what: 'seed',
    of: ({ options }) => String(options.seed),
    meaning: 'the order of turns was another; no ratio should depend on it',
  },
  {
    what: 'time',
    of: ({ options }) => `${options.timeSeconds} s`,
    meaning: 'the shorter run decides how wide the intervals are',
  },
  {
    what: 'generations',
    of: ({ run }) => String(run.generations),
    meaning: 'the run with fewer decides how wide the intervals are',
  },
  {
    what: 'state',
    of: ({ run }) => run.state,
    meaning: 'an interrupted run may lack cells',
  },
]

/**
 * A fact of every tier that was compiled and has it: `native: gcc 12.2.0; linux-6.12: ...`. A tree that is
 * alone is called one, so that its name is no difference of facts that are alike.
 */
function ofTiers(
  { tiers = {} }: Made,
  fact: (build: TierBuild) => string | undefined,
): string | undefined {
  const isOne = Object.keys(tiers).filter(isPlainTree).length === 1
  const known = Object.entries(tiers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([tier, build]) => {
      const text = fact(build)
      return text === undefined ? [] : [`${isOne && isPlainTree(tier) ? 'tree' : tier}: ${text}`]
    })
  return known.length === 0 ? undefined : known.join('; ')
}

/** A tree's version, its patch, and a digest of its files, which may differ under one version. */
function sourceWords({ files, patch, version }: NonNullable<TierBuild['source']>): string {
  const names = Object.keys(files).sort()
  const digest = createHash('sha256')
    .update(JSON.stringify(names.map((name) => [name, files[name]])))
    .digest('hex')
    .slice(0, 12)
  return [version, `files ${digest}`, ...(patch === undefined ? [] : [`patch ${patch}`])].join(', ')
}

/** Everything that differs, the machine first. What one run alone records differs too. */
export function differencesOf(old: Made, now: Made): Difference[] {
  return FACTS.flatMap(({ what, machine = false, of, meaning }) => {
    const [before, after] = [of(old), of(now)]
    if (before === after) return []
    // A host's name is recorded on request alone: without it nothing is known to differ.
    if (what === 'host' && (before === undefined || after === undefined)) return []
    return [{ what, old: before ?? 'not recorded', new: after ?? 'not recorded', machine, meaning }]
  })
}
