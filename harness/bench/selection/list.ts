/** What there is to run: engines, suites, and the cells of one suite. */
import {
  BUILT_IN_ENGINES,
  CALL_SHAPES,
  DEFAULT_FORMAT,
  type Engine,
  kernelTiers,
  LIMITS,
  OTHER_FORMAT_ENGINES,
  VARIANT_ENGINES,
} from '../../../engines/index.js'
import type { LinuxTier } from '../../../engines/linux/index.js'
import { tierName, VARIANTS } from '../../../engines/native/index.js'
import type { AbsentTier } from '../../../results/record/index.js'
import { type Cell, loadSuite, type Suite, suiteNames } from '../../../workloads/index.js'
import { absentTiers } from '../record/tiers.js'

/** An engine as a script chooses it: by its id. */
interface ListedEngine {
  id: string
  tier: string
  shape: string
  format: string
  summary: string
}

/** A library of a kernel tree, with what `--engine` and `--format` can name of it. */
interface ListedLibrary {
  name: string
  formats: string[]
  /** Call shapes and other rows, such as the tree's old entry points. */
  rows: Array<{ shape: string; summary: string }>
}

interface ListedTree {
  tier: string
  reference: string
  patch?: string
  libraries: ListedLibrary[]
  /** Libraries that the tree has and that were not built. */
  missing: Array<{ library: string; why: string }>
  variants: Array<{ tier: string; summary: string }>
  engines: ListedEngine[]
}

/** All that `--list` prints, as `--json` prints it. */
export interface Listing {
  /** The trees that `--kernel` named. */
  kernels: ListedTree[]
  engines: ListedEngine[]
  variants: Array<{ tier: string; summary: string }>
  limits: Array<{ id: string; summary: string }>
  absent: readonly AbsentTier[]
  suites: Array<{ name: string; summary: string }>
  suite: { name: string; cells: Array<Pick<Cell, 'id' | 'title' | 'workload' | 'ops'>> }
}

/** Engines, suites, and the cells of one suite, for this machine and the trees in use. */
export function listingOf(suite: Suite, cells: readonly Cell[]): Listing {
  return {
    kernels: kernelTiers().map(treeOf),
    engines: BUILT_IN_ENGINES.map(engineOf),
    variants: variants(),
    limits: LIMITS.map(({ id, summary }) => ({ id, summary })),
    absent: absentTiers(),
    suites: suiteNames().map((name) => ({ name, summary: loadSuite(name).summary })),
    suite: {
      name: suite.name,
      cells: cells.map(({ id, ops, title, workload }) => ({ id, title, workload, ops })),
    },
  }
}

function engineOf({ format, id, shape, summary, tier }: Engine): ListedEngine {
  return { id, tier, shape, format, summary }
}

function treeOf({
  builds,
  granules,
  missing,
  tier,
  variants: all,
  ...tree
}: LinuxTier): ListedTree {
  const [{ kernel }] = builds
  const engines = [...tree.engines, ...granules]
  const plain = engines.filter((engine) => engine.tier === tier)
  return {
    tier,
    reference: kernel.reference,
    ...(kernel.patch && { patch: kernel.patch.file }),
    libraries: builds.map(({ library }) => {
      const own = plain.filter((engine) => engine.library === library)
      return {
        name: library,
        formats: unique(own.map(({ format }) => format)),
        rows: unique(own.map(({ shape }) => shape)).map((shape) => ({
          shape,
          summary: own.find((engine) => engine.shape === shape)?.summary ?? '',
        })),
      }
    }),
    missing: [...missing],
    variants: all
      .filter(({ name }) => name !== '')
      .map(({ name, summary }) => ({ tier: `${tier}+${name}`, summary })),
    engines: engines.map(engineOf),
  }
}

/** The same for a reader. */
export function listingText(listing: Listing): string {
  const { absent, kernels, limits, suite, suites, variants } = listing
  return [
    ...kernels.flatMap(treeLines),
    ...shapeTable(),
    ...section(
      'Variants, named before the slash: native+rpm/punt',
      variants.map(({ summary, tier }) => [tier, summary]),
    ),
    ...section(
      'Limits, timed beside engines',
      limits.map(({ id, summary }) => [id, summary]),
    ),
    ...section('Absent', absent.map(absentLine)),
    ...section(
      'Suites',
      suites.map(({ name, summary }) => [name, summary]),
    ),
    ...section(
      `Cells of ${suite.name}`,
      suite.cells.map(({ id, title }) => [id, title]),
    ),
  ].join('\n')
}

/** A tree's libraries, each with its formats and rows. */
function treeLines(tree: ListedTree): string[] {
  const { libraries, missing, patch, reference, tier, variants } = tree
  const from = patch === undefined ? reference : `${reference} with ${patch}`
  return [
    `${tier}, the kernel's own code, from ${from}`,
    ...(missing.length === 0
      ? []
      : section(
          'Not built',
          missing.map(({ library, why }) => [library, why]),
        )),
    '',
    ...libraries.flatMap(({ formats, name, rows }) => {
      const [first = ''] = formats
      const shape = rows.at(-1)?.shape ?? ''
      const [suffix, choice] =
        first === DEFAULT_FORMAT
          ? ['', '']
          : [`@${first}`, ' (the first is timed unless --format says otherwise)']
      return section(
        `${name}, named as in ${tier}/${shape}${suffix}; formats ${formats.join(', ')}${choice}`,
        rows.map((row) => [row.shape, row.summary]),
      )
    }),
    ...section(
      `Variants of ${tier}`,
      variants.map((variant) => [variant.tier, variant.summary]),
    ),
  ]
}

/** The call shapes, the tiers that have each, and the formats it has there. */
function shapeTable(): string[] {
  const tiers = unique(BUILT_IN_ENGINES.map(({ tier }) => tier))
  const formats = unique([...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].map(({ format }) => format))
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
          `  Formats: ${DEFAULT_FORMAT}; named as in ${tiers[0]}/punt@${others[0]}, or timed beside it with --format:`,
          `    ${others.join(', ')}`,
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
function variants(): Array<{ tier: string; summary: string }> {
  const built = new Set(VARIANT_ENGINES.map(({ tier }) => tier))
  return VARIANTS.filter((variant) => built.has(tierName(variant))).map((variant) => ({
    tier: tierName(variant),
    summary: variant.summary,
  }))
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
