/** The three questions of the mail, each answered for one group of cells. */
import {
  type Analysis,
  type CellAnalysis,
  type Figure,
  type Mean,
  PUNT_SHAPES,
  type PuntShape,
} from '../../results/analysis/types.js'
import {
  allBrief,
  baselineName,
  basis,
  brief,
  claim,
  figures,
  HALF,
  hasNothing,
  held,
  heldWords,
  judged,
  meanOf,
  noFigures,
  shape,
  spread,
  WHOLE,
} from './claims.js'
import { shareOf } from './figures.js'
import { capital, formatShare } from './format.js'
import { type CellGroup, inSentence, timedShapes } from './groups.js'
import { among, places } from './places.js'
import { listWords, OP_WORDS, tierWords } from './terms.js'

/** What unmap_pages alone gains, direction by direction. */
export function howMuch(analysis: Analysis, group: CellGroup): string {
  const opening = capital(`in ${tierWords(group.tier)}`)
  const row = shape(group, HALF)
  if (row === undefined || !timedShapes(group).includes(row)) {
    return (
      `${opening}: ${row === undefined ? `${HALF} was not part of this run` : noFigures(group, row)}. ` +
      `${capital(OP_WORDS[judged(group)])} against ${baselineName(group)}: ${allBrief(analysis, group)}. ` +
      `This rests on ${basis(group)}.`
    )
  }
  if (hasNothing(group, row)) return `${opening}: ${noFigures(group, row)}.`
  const [first, ...others] = group.ops.includes('unmap') ? (['unmap', 'map'] as const) : group.ops
  if (first === undefined) return `${opening}: no direction was timed.`
  return (
    `${opening}: with ${HALF}, ${claim(analysis, group, row, first)}` +
    `${spread(group, row, first)}${others.map((op) => `; ${claim(analysis, group, row, op)}`).join('')}. ` +
    `This rests on ${basis(group)}.`
  )
}

/** What map gains on top, judged on map and unmap together. */
export function halfTheJob(analysis: Analysis, group: CellGroup): string {
  const opening = capital(tierWords(group.tier))
  const half = shape(group, HALF)
  const whole = shape(group, WHOLE)
  if (half === undefined || whole === undefined) {
    return `${opening}: this takes ${HALF} and ${WHOLE}, and this run has not both.`
  }
  const silent = [half, whole].filter((row) => hasNothing(group, row))
  if (silent.length > 0) {
    return `${opening}: open, since ${silent.map((row) => noFigures(group, row)).join(' and ')}.`
  }
  const op = judged(group)
  const claims = [half, whole].map((row) => `${row.shape} ${brief(analysis, group, row, op)}`)
  return (
    `${opening}, ${group.layout ?? 'unknown'} layout: ${OP_WORDS[op]} against ${baselineName(group)}: ` +
    `${claims.join('; ')}. ${secondHalf(analysis, group)}`
  )
}

/**
 * What doing map as well comes to: the measured ratio of the two shapes, cell by cell, where they
 * are neighbours on the ladder; else whether the intervals of their means lie apart.
 */
function secondHalf(analysis: Analysis, group: CellGroup): string {
  const half = shape(group, HALF)
  const whole = shape(group, WHOLE)
  if (half === undefined || whole === undefined) return 'The two cannot be compared.'
  const op = judged(group)
  const steps = held(group, whole, op, ({ step }) => (step?.over === half.id ? step : undefined))
  const claimed = steps.filter((step) => !step.judged.sameWork)
  if (claimed.length === 0) {
    return compare(
      meanOf(analysis, group, half, op),
      meanOf(analysis, group, whole, op),
      [half, whole].map((row) =>
        places(
          group,
          figures(group, row, op).filter(({ figure }) => figure.verdict !== 'same-work'),
        ),
      ),
    )
  }
  const resolved = claimed.filter((step) => step.judged.resolved)
  const gains = resolved.filter((step) => step.judged.interval.estimate > 1)
  const costs = resolved.filter((step) => step.judged.interval.estimate < 1)
  const verdict =
    gains.length === claimed.length
      ? ['pays']
      : [
          ...(gains.length > 0 ? [`pays ${among(group, gains, claimed)}`] : []),
          ...(costs.length > 0 ? [`costs time ${among(group, costs, claimed)}`] : []),
        ]
  return (
    `Time of ${HALF} over that of ${WHOLE}: ${heldWords(group, steps, op)}. ` +
    (verdict.length === 0
      ? 'Whether doing map as well pays is not resolved.'
      : `Doing map as well ${listWords(verdict)}.`)
  )
}

/** What two means tell about the second half of the job, and what they do not. */
function compare(
  half: Mean | undefined,
  whole: Mean | undefined,
  [halfCells, wholeCells]: readonly string[],
): string {
  if (half === undefined || whole === undefined) return 'The two cannot be compared.'
  if (half.cells !== whole.cells || halfCells !== wholeCells) {
    return 'The two means rest on different cells, so they are not held against each other.'
  }
  if (half.speedup.high < whole.speedup.low) {
    return 'The intervals lie apart: doing map as well pays.'
  }
  if (whole.speedup.high < half.speedup.low) {
    return 'The intervals lie apart: doing map as well costs time here.'
  }
  return 'The intervals overlap: not resolved whether doing map as well pays.'
}

/** The version whose punting shapes were compiled with less care than their neighbours (CHANGELOG.md). */
const UNEQUAL_CARE = '0.1.0'

/** What is left, held against both ways of handing over the whole operation. */
export function leftOnTheTable({ tool }: Analysis, group: CellGroup): string {
  const opening = `${capital(tierWords(group.tier))}, ${group.layout ?? 'unknown'} layout`
  if (tool.version === UNEQUAL_CARE) {
    return `${opening}: open. The run was made by unmap-bench ${UNEQUAL_CARE}, whose punting shapes were compiled with less care than unmap-pages: their times say nothing about punting.`
  }
  const punts = PUNT_SHAPES.filter((name) => shape(group, name) !== undefined)
  if (punts.length === 0) {
    return `${opening}: ${listWords([...PUNT_SHAPES])} were not part of this run.`
  }
  const op = judged(group)
  const sentences = punts.map((name) => `Against ${name}: ${leftAgainst(group, name)}.`)
  return `${opening}, ${OP_WORDS[op]}, as time over that of punting. ${sentences.join(' ')}`
}

/** `, and goes 41 % [39, 43] at 4K to 93 % [92, 94] at 64M of the way`, or nothing without a share. */
function wayWords(
  group: CellGroup,
  all: ReadonlyArray<{ cell: CellAnalysis; figure: Figure }>,
  punt: PuntShape,
): string {
  const shares = all
    .flatMap(({ cell, figure }) => {
      const share = shareOf(figure, punt)
      return share === undefined ? [] : [{ cell, share }]
    })
    .sort((a, b) => a.share.estimate - b.share.estimate)
  const ends = [shares.at(0), ...(shares.length > 1 ? [shares.at(-1)] : [])].flatMap((end) =>
    end === undefined ? [] : [`${formatShare(end.share)} at ${inSentence(group, end.cell)}`],
  )
  return ends.length === 0 ? '' : `, and goes ${ends.join(' to ')} of the way`
}

/** What the shapes that were proposed take of a punting shape's time, as parts of a sentence. */
function leftAgainst(group: CellGroup, punt: PuntShape): string {
  const row = shape(group, punt)
  if (row !== undefined && hasNothing(group, row)) return `open, since ${noFigures(group, row)}`
  const op = judged(group)
  const parts = [HALF, WHOLE].flatMap((rowName) => {
    const row = shape(group, rowName)
    if (row === undefined) return []
    if (hasNothing(group, row)) return [noFigures(group, row)]
    const all = held(group, row, op, ({ left }) => left[punt])
    if (all.length === 0) return [`${rowName} has no time to hold against it`]
    const claimed = all.filter((one) => !one.judged.sameWork)
    const slower = claimed.filter(({ judged }) => judged.resolved && judged.interval.estimate < 1)
    const but =
      slower.length > 0 ? `; punting is the slower way ${among(group, slower, claimed)}` : ''
    const way = wayWords(group, figures(group, row, op), punt)
    return [`${rowName} takes ${heldWords(group, all, op)}${way}${but}`]
  })
  return parts.length === 0 ? `neither ${HALF} nor ${WHOLE} was part of this run` : parts.join('; ')
}
