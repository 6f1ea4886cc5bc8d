/** What there is to run: engines, suites, and the cells of one suite. */
import {
  ABSENT_TIERS,
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
import { type Cell, loadSuite, type Suite, suiteNames } from '../../../workloads/index.js'

/** All that `--list` prints, as `--json` prints it. */
export type Listing = ReturnType<typeof listingOf>
type ListedTree = ReturnType<typeof treeOf>

/** Engines, suites, and the cells of one suite, for this machine and the trees in use. */
export function listingOf(suite: Suite, cells: readonly Cell[]) {
  return {
    /** The trees that `--kernel` named. */
    kernels: kernelTiers().map(treeOf),
    engines: BUILT_IN_ENGINES.map(engineOf),
    variants: variants(),
    limits: LIMITS.map(({ id, summary }) => ({ id, summary })),
    absent: ABSENT_TIERS,
    suites: suiteNames().map((name) => ({ name, summary: loadSuite(name).summary })),
    suite: {
      name: suite.name,
      cells: cells.map(({ id, ops, title, workload }) => ({ id, title, workload, ops })),
    },
  }
}

/** An engine as a script chooses it: by its id. */
function engineOf({ format, id, shape, summary, tier }: Engine) {
  return { id, tier, shape, format, summary }
}

function treeOf({ builds, granules, missing, tier, variants: all, ...tree }: LinuxTier) {
  const [{ kernel }] = builds
  const engines = [...tree.engines, ...granules]
  const plain = engines.filter((engine) => engine.tier === tier)
  return {
    tier,
    reference: kernel.reference,
    ...(kernel.patch && { patch: kernel.patch.file }),
    /** With what `--engine` and `--format` can name of each. */
    libraries: builds.map(({ library }) => {
      const own = plain.filter((engine) => engine.library === library)
      return {
        name: library,
        formats: unique(own.map(({ format }) => format)),
        /** Call shapes and other rows, such as the tree's old entry points. */
        rows: unique(own.map(({ shape }) => shape)).map((shape) => ({
          shape,
          summary: own.find((engine) => engine.shape === shape)?.summary ?? '',
        })),
      }
    }),
    /** Libraries that the tree has and that were not built. */
    missing,
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
    ...section('Variants, named before the slash: native+rpm/punt', variants, variantLine),
    ...section('Limits, timed beside engines', limits, ({ id, summary }) => [id, summary]),
    ...section('Absent', absent, ({ remedy, tier, why }) => [
      `tier ${tier}`,
      remedy === undefined ? why : `${why}; ${remedy} adds it`,
    ]),
    ...section('Suites', suites, ({ name, summary }) => [name, summary]),
    ...section(`Cells of ${suite.name}`, suite.cells, ({ id, title }) => [id, title]),
  ].join('\n')
}

/** A tree's libraries, each with its formats and rows. */
function treeLines(tree: ListedTree): string[] {
  const { libraries, missing, patch, reference, tier, variants } = tree
  const from = patch === undefined ? reference : `${reference} with ${patch}`
  return [
    `${tier}, the kernel's own code, from ${from}`,
    ...section('Not built', missing, ({ library, why }) => [library, why]),
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
        rows,
        (row) => [row.shape, row.summary],
      )
    }),
    ...section(`Variants of ${tier}`, variants, variantLine),
  ]
}

/** The call shapes, the tiers that have each, and the formats it has there. */
function shapeTable(): string[] {
  const tiers = unique(BUILT_IN_ENGINES.map(({ tier }) => tier))
  const formats = unique([...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].map(({ format }) => format))
  const others = formats.filter((format) => format !== DEFAULT_FORMAT)
  const mark = (shape: string, tier: string) =>
    BUILT_IN_ENGINES.some((one) => one.shape === shape && one.tier === tier) ? 'x' : '-'
  const rows = CALL_SHAPES.map(({ name, summary }): [string, string] => [
    name,
    `${tiers.map((tier) => mark(name, tier).padEnd(tier.length)).join('  ')}  ${summary}`,
  ])
  const columns: [string, string] = ['shape', tiers.join('  ')]
  return [
    ...section('Engines, named TIER/SHAPE', [columns, ...rows], (line) => line),
    ...(others.length === 0
      ? []
      : [
          `  Formats: ${DEFAULT_FORMAT}; named as in ${tiers[0]}/punt@${others[0]}, or timed beside it with --format:`,
          `    ${others.join(', ')}`,
          '',
        ]),
  ]
}

/** The variants of tiers that were built here. */
function variants() {
  const built = new Set(VARIANT_ENGINES.map(({ tier }) => tier))
  return VARIANTS.map((variant) => ({
    tier: tierName(variant),
    summary: variant.summary,
  })).filter(({ tier }) => built.has(tier))
}

function variantLine({ summary, tier }: Listing['variants'][number]): [string, string] {
  return [tier, summary]
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

/** A heading with a line for each item below it; nothing where there are none. */
function section<T>(
  title: string,
  items: readonly T[],
  lineOf: (item: T) => [name: string, text: string],
): string[] {
  if (items.length === 0) return []
  const entries = items.map(lineOf)
  const width = Math.max(...entries.map(([name]) => name.length))
  return [title, ...entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`), '']
}
