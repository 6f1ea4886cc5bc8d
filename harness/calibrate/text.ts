/** A calibration as the Markdown page that docs/calibration.md is. */
import type { Agreement } from './agreement.js'
import { PLANTED } from './family.js'
import { type FamilyScore, LEVELS } from './score.js'

/** One half of a calibration: families measured on a quiet or on a busy machine. */
export interface Half {
  /** Processes kept busy beside it. */
  busy: number
  families: FamilyScore[]
}

export interface Calibration {
  date: string
  machine: string
  version: string
  /** Seconds that a family may take. */
  timeSeconds: number
  halves: Half[]
  agreement?: Agreement
}

/** Families without a null difference that a family level of 95 % must have, of twenty. */
export const FEWEST_CLEAN = 0.9
/** Null comparisons of a hundred that single intervals at 95 % may call different, from and to. */
export const UNADJUSTED_RANGE: readonly [number, number] = [0.02, 0.08]

/** What a half promises, and whether it keeps it. */
export function promisesOf({
  families,
}: Half): Array<{ promise: string; found: string; kept: boolean }> {
  const clean = families.filter(({ adjusted }) => adjusted === 0).length
  const inside = families.filter(({ nulls, unadjusted }) => {
    const share = unadjusted / nulls
    return share >= UNADJUSTED_RANGE[0] && share <= UNADJUSTED_RANGE[1]
  }).length
  const shares = families.map(({ nulls, unadjusted }) => unadjusted / nulls)
  return [
    {
      promise: 'at least 18 of 20 null families show no difference at the level of the family',
      found: `${clean} of ${families.length}`,
      kept: clean >= FEWEST_CLEAN * families.length,
    },
    {
      promise: 'of single null intervals at 95 %, 2 to 8 in a hundred call a difference',
      found: `${percent(mean(shares))} in the mean, ${percent(Math.min(...shares))} to ${percent(Math.max(...shares))} by family, ${inside} of ${families.length} within`,
      kept: mean(shares) >= UNADJUSTED_RANGE[0] && mean(shares) <= UNADJUSTED_RANGE[1],
    },
  ]
}

export function calibrationText({
  agreement,
  date,
  halves,
  machine,
  timeSeconds,
  version,
}: Calibration): string {
  return [
    '# Calibration',
    '',
    'Made by `npm run calibrate`: how often the intervals of a run hold a truth that is known. A',
    'family is a run like any other, with adaptive length and all, whose rows are the baseline once',
    'more (null rows) and the baseline with a known share of operations more (planted effects), in ten',
    `cells, and has ${timeSeconds} s. [method.md](method.md) tells how the intervals are made.`,
    '',
    `${date}; ${machine}; unmap-bench ${version}.`,
    ...halves.flatMap((half) => ['', ...halfText(half)]),
    ...(agreement === undefined ? [] : ['', ...agreementText(agreement)]),
    '',
  ].join('\n')
}

function halfText(half: Half): string[] {
  const { busy, families } = half
  const covered = LEVELS.map((_, at) => percent(mean(families.map((family) => family.covered[at]))))
  const rounds = families.flatMap((family) => family.rounds)
  return [
    busy === 0 ? '## Nothing else running' : `## ${busy} busy processes beside`,
    '',
    `${families.length} ${families.length === 1 ? 'family' : 'families'} of ${families[0]?.nulls ?? 0} null comparisons (map, unmap and sum), ${Math.min(...rounds)} to ${Math.max(...rounds)} rounds a cell.`,
    '',
    '| promised | found | kept |',
    '|---|---|---|',
    ...promisesOf(half).map(
      ({ found, kept, promise }) => `| ${promise} | ${found} | ${kept ? 'yes' : '**no**'} |`,
    ),
    '',
    `| level of a single interval | ${LEVELS.map((level) => percent(level, 0)).join(' | ')} |`,
    `|---|${LEVELS.map(() => '---').join('|')}|`,
    `| intervals that hold the truth | ${covered.join(' | ')} |`,
    '',
    '| planted | found at the level of the family | estimate | half are within | nine in ten within |',
    '|---|---|---|---|---|',
    ...PLANTED.map((share, at) => plantedText(share, families, at)),
  ]
}

function plantedText(share: number, families: readonly FamilyScore[], at: number): string {
  const scores = families.map(({ planted }) => planted[at])
  const comparisons = sum(scores.map((score) => score.comparisons))
  const found = sum(scores.map((score) => score.found))
  return `| ${percent(share, 0)} | ${found} of ${comparisons} (${percent(found / comparisons, 0)}) | ${percent(mean(scores.map(({ estimate }) => estimate)), 2)} | ${percent(mean(scores.map(({ within }) => within[0])), 2)} | ${percent(mean(scores.map(({ within }) => within[1])), 2)} |`
}

function agreementText({ contradictions, figures, held, repeats, spread }: Agreement): string[] {
  return [
    `## ${repeats} full repeats of the quick suite`,
    '',
    `Of ${figures} speed-ups the largest estimate of the repeats exceeds the smallest by ${percent(spread[0])} in the middle and ${percent(spread[1])} for 95 in a hundred. ${percent(held)} of the intervals hold the median of the repeats. ${contradictions} ${contradictions === 1 ? 'figure was' : 'figures were'} resolved to be faster by one repeat and slower by another.`,
  ]
}

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
