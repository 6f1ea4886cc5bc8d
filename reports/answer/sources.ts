/** Whose code answers: a kernel's own before our C, our C before our TypeScript. */

import {
  DEFAULT_FORMAT,
  formatWords,
  isVariant,
  KERNEL_TIERS,
} from '../../engines/contract/index.js'
import {
  type Analysis,
  isGenericPt,
  isUnequal,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { formatsOf } from '../phrases/index.js'
import { printable } from '../text/index.js'

/** The rows of one code and page-table format, whose ratios may be taken. */
export interface Source {
  tier: string
  format: string
  /** `Linux 6.12.117`, `our C`. */
  by: string
  /** Of a kernel tree's generic_pt. */
  generic: boolean
  baseline: RowAnalysis | undefined
  /** Rows that are compared with the baseline and whose times may be quoted. */
  shapes: readonly RowAnalysis[]
}

/**
 * Every code that was timed, in the order in which it answers: the newest kernel tree or the patched
 * one first, and in it the format that ids leave out. Build variants only where nothing else was timed.
 */
export function sourcesOf(analysis: Analysis): Source[] {
  const { cells, rows } = analysis
  const timed = rows.filter(
    ({ engine, role }) =>
      (role === 'baseline' || role === 'shape') &&
      cells.some(({ untimed }) => untimed[engine] === undefined),
  )
  const plain = timed.filter(({ tier }) => !isVariant(tier))
  const all = plain.length > 0 ? plain : timed
  const tiers = [...new Set(all.map(({ tier }) => tier))]
  const order = tiers.toSorted(
    (a, b) => rank(a) - rank(b) || (rank(a) === 0 ? tiers.indexOf(b) - tiers.indexOf(a) : 0),
  )
  return order.flatMap((tier) => {
    return formatsOf(all, tier).map((format): Source => {
      const own = all.filter((row) => row.tier === tier && row.format === format)
      return {
        tier,
        format,
        by: byWords(tier),
        generic: isGenericPt({ tier, format }),
        baseline: own.find(({ role }) => role === 'baseline'),
        shapes: own.filter((row) => row.role === 'shape' && !isUnequal(analysis, row)),
      }
    })
  })
}

/** A row of a call shape, by its name. */
export function shapeOf({ shapes }: Source, shape: string): RowAnalysis | undefined {
  return shapes.find((row) => row.shape === shape)
}

/** What the first source that can say it says. */
export interface FirstShown<T> {
  source: Source
  shown: T[]
}

/** @param counts which of what is shown makes a source one that can say it; all of it by default. */
export function firstShown<T>(
  sources: readonly Source[],
  of: (source: Source) => T[],
  counts: (shown: T) => boolean = () => true,
): FirstShown<T> | undefined {
  for (const source of sources) {
    const shown = of(source)
    if (shown.some(counts)) return { source, shown }
  }
  return undefined
}

/** `Linux 6.12.117`, `our C`: what follows "by". */
export function byWords(tier: string): string {
  const [plain = tier, variant] = tier.split('+')
  const own = plain.startsWith(KERNEL_TIERS)
    ? `Linux ${plain.slice(KERNEL_TIERS.length)}`
    : (OWN[plain] ?? plain)
  return printable(variant === undefined ? own : `${own} (${variant})`)
}

const OWN: Record<string, string> = { native: 'our C', ts: 'our TypeScript' }

/** A page-table format in a word or two: `VT-d`, `AMD v1`. */
export function formatName(format: string): string {
  return printable(formatWords(format).replace(' second stage', ''))
}

/** `Linux 7.2.13`, as a heading has it; with the format where it answers in another than most. */
export function codeWords({ by, format }: Source): string {
  return format === DEFAULT_FORMAT ? by : `${by}, ${formatName(format)}`
}

function rank(tier: string): number {
  if (tier.startsWith(KERNEL_TIERS)) return 0
  const own = ['native', 'ts'].indexOf(tier)
  return own < 0 ? 3 : 1 + own
}
