/** The three questions of the mail, each answered for one group of cells. */
import { isExplained } from '../../results/analysis/judged-of.js'
import { type Analysis, PUNT_SHAPES, type PuntShape } from '../../results/analysis/types.js'
import { UNEQUAL_CARE } from '../../results/analysis/unequal-care.js'
import { basis, where } from './basis.js'
import {
  allBrief,
  baselineName,
  brief,
  claim,
  HALF,
  hasNothing,
  held,
  heldWords,
  judged,
  noFigures,
  shape,
  spread,
  WHOLE,
} from './claims.js'
import { commandWords } from './commands.js'
import { capital } from './format.js'
import { type CellGroup, formatSuffix, timedShapes } from './groups.js'
import { among } from './places.js'
import { listWords, OP_WORDS, tierWords } from './terms.js'
import { worthWords } from './worth.js'

/** What unmap_pages alone gains, direction by direction. */
export function howMuch(analysis: Analysis, group: CellGroup): string {
  const opening = capital(`in ${tierWords(group.tier)}`)
  const row = shape(group, HALF)
  if (row === undefined || !timedShapes(group).includes(row)) {
    return (
      `${opening}: ${row === undefined ? `${HALF} was not part of this run` : noFigures(group, row)}. ` +
      `${capital(OP_WORDS[judged(group)])} against ${baselineName(group)}: ${allBrief(analysis, group)}. ` +
      `This rests on ${basis(analysis, group)}.`
    )
  }
  if (hasNothing(group, row)) return `${opening}: ${noFigures(group, row)}.`
  const [first, ...others] = group.ops.includes('unmap') ? (['unmap', 'map'] as const) : group.ops
  if (first === undefined) return `${opening}: no direction was timed.`
  return (
    `${opening}: with ${HALF}, ${claim(analysis, group, row, first)}` +
    `${spread(analysis, group, row, first)}${others.map((op) => `; ${claim(analysis, group, row, op)}`).join('')}. ` +
    `This rests on ${basis(analysis, group)}.`
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
    `${claims.join('; ')} (${where(analysis, group)}). ${secondHalf(group)}`
  )
}

/** What doing map as well comes to: the measured ratio of the two shapes, cell by cell. */
function secondHalf(group: CellGroup): string {
  const half = shape(group, HALF)
  const whole = shape(group, WHOLE)
  const steps =
    half === undefined || whole === undefined
      ? []
      : held(group, whole, judged(group), ({ steps }) => steps.find(({ over }) => over === half.id))
  if (steps.length === 0) return 'The two cannot be compared.'
  const claimed = steps.filter((step) => isExplained(step.judged))
  const gains = claimed.filter((step) => step.judged.side === 'above')
  const costs = claimed.filter((step) => step.judged.side === 'below')
  const verdict =
    gains.length === claimed.length && gains.length > 0
      ? ['pays']
      : [
          ...(gains.length > 0 ? [`pays ${among(group, gains, steps)}`] : []),
          ...(costs.length > 0 ? [`costs time ${among(group, costs, steps)}`] : []),
        ]
  return (
    `Time of ${HALF} over that of ${WHOLE}: ${heldWords(group, steps)}. ` +
    (verdict.length === 0
      ? 'Whether doing map as well pays is not resolved.'
      : `Doing map as well ${listWords(verdict)}.`)
  )
}

/** What is left, held against both ways of handing over the whole operation, and what each choice is worth. */
export function leftOnTheTable(analysis: Analysis, group: CellGroup): string {
  const opening = `${capital(tierWords(group.tier))}${formatSuffix(analysis, group)}, ${group.layout ?? 'unknown'} layout`
  const punts = PUNT_SHAPES.filter((name) => shape(group, name) !== undefined)
  if (punts.length === 0) {
    return `${opening}: ${listWords([...PUNT_SHAPES])} were not part of this run.${worthWords(group)}`
  }
  if (analysis.tool.version === UNEQUAL_CARE) {
    return `${opening}: open. The run was made by unmap-bench ${UNEQUAL_CARE}, whose punting shapes were compiled with less care than unmap-pages: their times say nothing about punting.`
  }
  const op = judged(group)
  const sentences = punts.map((name) => `Against ${name}: ${leftAgainst(group, name)}.`)
  return (
    `${opening}, ${OP_WORDS[op]}, as time over that of punting. ${sentences.join(' ')}` +
    `${worthWords(group)}${commandWords(analysis, group)}`
  )
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
    const slower = all.filter(
      ({ judged }) => judged.side === 'below' && isExplained(judged, 'above'),
    )
    const but = slower.length > 0 ? `; punting is the slower way ${among(group, slower, all)}` : ''
    return [`${rowName} takes ${heldWords(group, all)}${but}`]
  })
  return parts.length === 0 ? `neither ${HALF} nor ${WHOLE} was part of this run` : parts.join('; ')
}
