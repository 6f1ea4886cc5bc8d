/** The tiers of a run: those that were timed and counted, how they were built, and which were absent. */

import type { Analysis } from '../../results/analysis/index.js'
import type { AbsentTier } from '../../results/record/index.js'
import { listWords } from '../text/index.js'
import { isShown } from './groups.js'
import { tierWords } from './terms.js'

/** The compilers of the run's tiers, for a line: `cc (Debian 12.2.0) 12.2.0`. Empty where nothing was compiled. */
export function compilerWords({ tiers }: Pick<Analysis, 'tiers'>): string {
  return [...new Set(Object.values(tiers).map(({ compiler }) => compiler.version))].join('; ')
}

/** The tiers that figures are of, in words; those that were counted alone are not among them. */
export function timedTierWords(analysis: Analysis): string[] {
  const tiers = [...new Set(analysis.rows.map(({ tier }) => tier))]
  return tiers.filter((tier) => isShown(tier, analysis)).map(tierWords)
}

/**
 * That other tiers count the same; nothing where none was counted beside. A row that counts
 * otherwise fails, and is told of as such.
 */
export function countedTierWords(analysis: Analysis): string | undefined {
  const tiers = [...new Set(analysis.rows.map(({ tier }) => tier))]
  const counted = tiers.filter((tier) => !isShown(tier, analysis))
  const differs = analysis.rows.some(({ failure }) => failure?.kind === 'counts-differ')
  if (counted.length === 0 || differs) return undefined
  return `The call shapes were counted on ${listWords(counted.map(tierWords))} as well: every counter is the same in every cell.`
}

/** Something that is known of a machine or a run, and what it is called. */
export type Fact = [name: string, value: string]

/** Those that are known. */
export function knownFacts(
  facts: ReadonlyArray<[name: string, value: string | undefined]>,
): Fact[] {
  return facts.flatMap(([name, value]): Fact[] => (value ? [[name, value]] : []))
}

/** What a machine section says of the tiers, fact by fact. */
export function tierFacts({ absent, tiers }: Analysis): Fact[] {
  return [
    ...Object.entries(tiers).flatMap(([tier, { compiler, source, writeBack }]) =>
      knownFacts([
        ['compiler', `${compiler.version}, for tier ${tier}`],
        ['write-back', writeBack && `${writeBack}, on tier ${tier}`],
        ['source', source && `${source.version}, of tier ${tier}`],
        ['patch', source?.patch && `${source.patch}, of tier ${tier}`],
      ]),
    ),
    ...absent.map((tier): Fact => ['absent', absentWords(tier)]),
  ]
}

/** The flags of what was timed, by tier and build variant. */
export function buildFacts({ tiers }: Analysis): Fact[] {
  return Object.entries(tiers).flatMap(([tier, { flags, missing = {}, variants }]): Fact[] => [
    [`flags of tier ${tier}`, flags.join(' ')],
    ...Object.entries(variants)
      .filter(([, own]) => own.length > 0)
      .map(([name, own]): Fact => [`${tier}, ${name}`, own.join(' ')]),
    ...Object.entries(missing).map(
      ([name, why]): Fact => [`${tier}, ${name}`, `not built: ${why}`],
    ),
  ])
}

/** `tier native is absent: there is no C compiler; apt-get install gcc adds it`. */
export function absentWords({ remedy, tier, why }: AbsentTier): string {
  const way = remedy === undefined ? '' : `; ${remedy} adds it`
  return `tier ${tier} is absent: ${why}${way}`
}
