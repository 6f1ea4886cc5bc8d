/** What the intervals promise, and whether a calibration finds it so. */
import type { Agreement } from './agreement.js'
import { mean, percent, quantileOf, sum } from './numbers.js'
import type { FamilyScore } from './score.js'
import { PLANTED } from './set.js'

/** One half of a calibration: families measured on a quiet or on a busy machine. */
export interface Half {
  /** Processes kept busy beside it. */
  busy: number
  families: FamilyScore[]
}

/** A figure, and what of it was promised. */
export interface Found {
  what: string
  found: string
  promise?: Promised
}

export interface Promised {
  text: string
  kept: boolean
  /** Whether intervals say what is not so where it is not kept; else they are only wide. */
  ofTruth: boolean
}

/**
 * Null comparisons of a hundred that single 95 % intervals may call different, from and to. Fewer are
 * no untruth: strays make intervals wider than they need be.
 */
const MISSED: readonly [number, number] = [0.04, 0.065]

/** A right method errs in one family of twenty in the mean: 98 of 100 calibrations have 17 clean ones. */
const CLEAN = 17 / 20

/** Of quick's figures on a quiet machine: the middle one, and nine in ten. */
const HALF_WIDTHS: readonly [number, number] = [0.007, 0.018]

/** The largest estimate of several repeats over the smallest, for 95 figures in 100. */
const SPREAD = 0.02

/** Pairs of repeats that 95 % intervals may tell apart. */
const REPEATS_MISSED: readonly [number, number] = [0.02, 0.07]

/** Planted effects that are to be found on a quiet machine: by their own intervals, and by Holm's procedure. */
const TO_FIND: ReadonlyArray<{ share: (typeof PLANTED)[number]; own?: number; byHolm?: number }> = [
  { share: 0.01, own: 0.8 },
  { share: 0.02, own: 0.95, byHolm: 0.85 },
  { share: 0.05 },
]

/**
 * What the families of a half came to. On a busy machine intervals are to be right, and may be wide.
 *
 * @param comparisons that a run of the quick suite makes.
 */
export function foundIn({ busy, families }: Half, comparisons: number): Found[] {
  const missed = mean(families.map((family) => family.missed))
  const clean = families.filter(({ toldApart }) => toldApart === 0).length
  const judged = sum(families.map((family) => family.judged.nulls))
  const resolved = sum(families.map((family) => family.judged.resolved))
  const halfWidths = families.flatMap((family) => family.halfWidths)
  return [
    {
      what: 'nulls that their own 95 % intervals call different',
      found: percent(missed),
      promise: {
        text: range(MISSED),
        kept: isWithin(missed, MISSED),
        ofTruth: missed > MISSED[1],
      },
    },
    {
      what: 'families without a null that is told apart over all comparisons (Holm)',
      found: `${clean} of ${families.length}`,
      promise: truth('17 of 20', clean >= CLEAN * families.length),
    },
    { what: 'nulls that are resolved, noise floor and all', found: `${resolved} of ${judged}` },
    ...TO_FIND.flatMap((effect) => plantedIn(effect, families, busy === 0, comparisons)),
    {
      what: 'half widths: the middle one, nine in ten',
      found: `${percent(quantileOf(halfWidths, 0.5), 2)}, ${percent(quantileOf(halfWidths, 0.9), 2)}`,
    },
  ]
}

function plantedIn(
  { byHolm, own, share }: (typeof TO_FIND)[number],
  families: readonly FamilyScore[],
  isPromised: boolean,
  comparisons: number,
): Found[] {
  const scores = families.map(({ planted }) => planted[PLANTED.indexOf(share)])
  const all = sum(scores.map((score) => score.comparisons))
  const part = (what: string, count: number, least: number | undefined): Found => ({
    what: `${percent(share, 0)} more operations: ${what}`,
    found: percent(count / all, 0),
    ...(isPromised &&
      least !== undefined && { promise: width(percent(least, 0), count / all >= least) }),
  })
  return [
    part('found by their own intervals', sum(scores.map((score) => score.own)), own),
    part(
      `found among ${comparisons} comparisons (Holm)`,
      sum(scores.map((score) => score.byHolm)),
      byHolm,
    ),
  ]
}

/** What repeats of the quick suite came to. */
export function foundBetween(agreement: Agreement): Found[] {
  const { contradictions, halfWidths, missed, spread, z } = agreement
  return [
    {
      what: 'figures resolved in opposite directions',
      found: String(contradictions),
      promise: truth('0', contradictions === 0),
    },
    {
      what: 'pairs of repeats that a 95 % interval tells apart',
      found: percent(missed),
      promise: width(range(REPEATS_MISSED), isWithin(missed, REPEATS_MISSED)),
    },
    { what: 'their differences over the standard errors, root mean square', found: z.toFixed(2) },
    {
      what: 'largest over smallest estimate: the middle figure, 95 in 100',
      found: `${percent(spread[0], 2)}, ${percent(spread[1], 2)}`,
      promise: width(`95 in 100 within ${percent(SPREAD, 0)}`, spread[1] <= SPREAD),
    },
    {
      what: 'half widths: the middle one, nine in ten',
      found: `${percent(halfWidths[0], 2)}, ${percent(halfWidths[1], 2)}`,
      promise: width(
        HALF_WIDTHS.map((most) => percent(most)).join(', '),
        HALF_WIDTHS.every((most, at) => halfWidths[at] <= most),
      ),
    },
  ]
}

/** Whether nothing that was promised of the truth is broken. */
export function isTrue(found: readonly Found[]): boolean {
  return found.every(({ promise }) => promise === undefined || promise.kept || !promise.ofTruth)
}

function truth(text: string, kept: boolean): Promised {
  return { text, kept, ofTruth: true }
}

function width(text: string, kept: boolean): Promised {
  return { text, kept, ofTruth: false }
}

export function isWithin(share: number, [least, most]: readonly [number, number]): boolean {
  return share >= least && share <= most
}

/** `4 to 6.5 %`. */
export function range(ends: readonly [number, number]): string {
  return `${ends.map((share) => Number((100 * share).toFixed(1))).join(' to ')} %`
}
