/** What there is to run: engines as a table, suites, and the cells of one suite. */
import {
  BUILT_IN_ENGINES,
  CALL_SHAPES,
  DEFAULT_FORMAT,
  type Engine,
  LIMITS,
  VARIANT_ENGINES,
} from '../../engines/index.js'
import { tierName, VARIANTS } from '../../engines/native/index.js'
import type { AbsentTier } from '../../results/index.js'
import { type Cell, loadSuite, type Suite, suiteNames } from '../../workloads/index.js'
import { absentTiers } from '../run/tiers.js'

/** Engines, suites, and the cells of one suite. */
export function listing(suite: Suite, cells: readonly Cell[]): string {
  return [
    ...shapeTable(),
    ...section('Variants, named before the slash: native+rpm/punt', variants()),
    ...section(
      'Limits, timed beside engines',
      LIMITS.map(({ id, summary }) => [id, summary]),
    ),
    ...section('Absent', absentTiers().map(absentLine)),
    ...section(
      'Suites',
      suiteNames().map((name) => [name, loadSuite(name).summary]),
    ),
    ...section(
      `Cells of ${suite.name}`,
      cells.map(({ id, title }) => [id, title]),
    ),
  ].join('\n')
}

/** The call shapes, the tiers that have each, and the formats it has there. */
function shapeTable(): string[] {
  const tiers = unique(BUILT_IN_ENGINES.map(({ tier }) => tier))
  const formats = unique(BUILT_IN_ENGINES.map(({ format }) => format))
  const others = formats.filter((format) => format !== DEFAULT_FORMAT)
  const rows = CALL_SHAPES.map(({ name, summary }): [string, string] => [
    name,
    `${tiers.map((tier) => mark(name, tier).padEnd(tier.length)).join('  ')}  ${summary}`,
  ])
  const columns = tiers.join('  ')
  return [
    ...section('Engines, named TIER/SHAPE', [['shape', columns], ...rows]),
    ...(others.length === 0
      ? []
      : [
          `  Formats: ${DEFAULT_FORMAT}; ${others.map((format) => `${format}, named as in ${tiers[0]}/punt@${format}`).join('; ')}.`,
          '',
        ]),
  ]
}

function mark(shape: string, tier: string): string {
  return BUILT_IN_ENGINES.some((one: Engine) => one.shape === shape && one.tier === tier)
    ? 'x'
    : '-'
}

/** The variants of tiers that were built here. */
function variants(): Array<[string, string]> {
  const built = new Set(VARIANT_ENGINES.map(({ tier }) => tier))
  return VARIANTS.filter((variant) => built.has(tierName(variant))).map((variant) => [
    tierName(variant),
    variant.summary,
  ])
}

/** `native` and `no C compiler; apt-get install gcc adds it`. */
function absentLine({ remedy, tier, why }: AbsentTier): [string, string] {
  return [`tier ${tier}`, remedy === undefined ? why : `${why}; ${remedy} adds it`]
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

/** A heading with lines below it; nothing where there are none. */
function section(title: string, entries: ReadonlyArray<readonly [string, string]>): string[] {
  if (entries.length === 0) return []
  const width = Math.max(...entries.map(([name]) => name.length))
  return [title, ...entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`), '']
}
