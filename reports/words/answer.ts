/**
 * The answers to the three questions of the mail, in sentences made from figures. Nothing here
 * knows what came out: every figure, and whether one may be claimed, is the analysis's.
 */
import type { Analysis, Mean } from '../../results/analysis/types.js'
import {
  baselineName,
  basis,
  brief,
  claim,
  figures,
  hasNothing,
  judged,
  meanOf,
  noFigures,
  range,
  shape,
  spread,
  tally,
  traceClaim,
  where,
} from './claims.js'
import { capital } from './format.js'
import { type CellGroup, cellGroups } from './groups.js'
import { MODE_WORDS, OP_WORDS, tierWords } from './terms.js'

/** A question and what the figures answer. */
export interface Answer {
  question: string
  text: string
}

/** The shapes that the questions are about, by name. */
const HALF = 'unmap-pages'
const WHOLE = 'map-unmap-pages'
const PUNT = 'punt-range'

/** The answers as lines of text, the question at the head of each. */
export function answer(analysis: Analysis): string[] {
  return answers(analysis).map(({ question, text }) => `${question} ${text}`)
}

/** The three answers, then one for every further layout and for the traces. */
export function answers(analysis: Analysis): Answer[] {
  const groups = cellGroups(analysis)
  const sweeps = groups.filter(({ workload }) => workload === 'sweep')
  const traces = groups.filter(({ workload }) => workload === 'trace')
  // The first group of each tier carries the answers; `cellGroups` puts `keep` first.
  const main = sweeps.filter((group) => sweeps.find(({ tier }) => tier === group.tier) === group)
  const rest = sweeps.filter((group) => !main.includes(group))
  const scene = main.length > 0 ? main : traces.slice(0, 1)
  if (scene.length === 0) {
    return [{ question: 'How much?', text: 'This run holds no figures, so it answers nothing.' }]
  }
  const say = (one: (analysis: Analysis, group: CellGroup) => string) =>
    scene.map((group) => one(analysis, group)).join(' ')
  return [
    { question: 'How much?', text: say(howMuch) },
    { question: 'Is half the job enough?', text: say(halfTheJob) },
    { question: 'What is left on the table?', text: say(leftOnTheTable) },
    ...rest.map((group) => ({ question: otherwise(group), text: allShapes(analysis, group) })),
    ...(main.length > 0 && traces.length > 0
      ? [{ question: 'On traces:', text: traces.map((group) => onTraces(group)).join(' ') }]
      : []),
    { question: 'Mind:', text: tierCaution(analysis) },
  ]
}

function howMuch(analysis: Analysis, group: CellGroup): string {
  const row = shape(group, HALF)
  const opening = capital(`in ${tierWords(group.tier)}`)
  if (row === undefined) return `${opening}: ${HALF} was not part of this run.`
  if (hasNothing(group, row)) return `${opening}: ${noFigures(row)}.`
  const [first, ...others] = group.ops.includes('unmap') ? (['unmap', 'map'] as const) : group.ops
  if (first === undefined) return `${opening}: no direction was timed.`
  return (
    `${opening}: with ${HALF}, ${claim(analysis, group, row, first)}` +
    `${spread(group, row, first)}${others.map((op) => `; ${claim(analysis, group, row, op)}`).join('')}. ` +
    `This rests on ${basis(group)}.`
  )
}

function halfTheJob(analysis: Analysis, group: CellGroup): string {
  const rows = [HALF, WHOLE].map((name) => shape(group, name))
  const [half, whole] = rows
  if (half === undefined || whole === undefined) {
    return `${capital(tierWords(group.tier))}: this takes ${HALF} and ${WHOLE}, and this run has not both.`
  }
  const silent = [half, whole].filter((row) => hasNothing(group, row))
  if (silent.length > 0) {
    return `${capital(tierWords(group.tier))}: open, since ${silent.map(noFigures).join(' and ')}.`
  }
  const op = judged(group)
  const text = `${capital(tierWords(group.tier))}, ${group.layout ?? 'unknown'} layout: `
  const halfMean = meanOf(analysis, group, half, op)
  const wholeMean = meanOf(analysis, group, whole, op)
  const claims = [half, whole].map((row) => `${row.shape} ${brief(analysis, group, row, op)}`)
  return `${text}${OP_WORDS[op]} against ${baselineName(group)}: ${claims.join('; ')}. ${compare(halfMean, wholeMean)}`
}

/** What two means tell about the second half of the job, and what they do not. */
function compare(half: Mean | undefined, whole: Mean | undefined): string {
  if (half === undefined || whole === undefined) return 'The two cannot be compared.'
  if (half.cells !== whole.cells) {
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

function leftOnTheTable(_: Analysis, group: CellGroup): string {
  const opening = `${capital(tierWords(group.tier))}, ${group.layout ?? 'unknown'} layout`
  const punt = shape(group, PUNT)
  if (punt === undefined) return `${opening}: ${PUNT} was not part of this run.`
  if (hasNothing(group, punt)) return `${opening}: open, since ${noFigures(punt)}.`
  const op = judged(group)
  const parts = [HALF, WHOLE].flatMap((name) => {
    const row = shape(group, name)
    if (row === undefined) return []
    if (hasNothing(group, row)) return [noFigures(row)]
    const times = figures(group, row, op).filter(({ figure }) => figure.leftOnTable !== undefined)
    if (times.length === 0) return [`${name} has no time to hold against ${PUNT}'s`]
    return [
      `${name} takes ${range(group, times, (figure) => figure.leftOnTable)}${tally(group, times)}`,
    ]
  })
  if (parts.length === 0) return `${opening}: neither ${HALF} nor ${WHOLE} was part of this run.`
  return `${opening}, ${OP_WORDS[op]}, as time over ${PUNT}'s: ${parts.join('; ')}.`
}

/** What a further group has to say, in one line: how fast every call shape is. */
function allShapes(analysis: Analysis, group: CellGroup): string {
  const op = judged(group)
  const parts = group.shapes.map((row) =>
    hasNothing(group, row) ? noFigures(row) : `${row.shape} ${brief(analysis, group, row, op)}`,
  )
  return `${OP_WORDS[op]} against ${baselineName(group)}: ${parts.join('; ')} (${where(group)}).`
}

function onTraces(group: CellGroup): string {
  return group.cells
    .map((cell) => {
      const parts = group.shapes.map((row) => {
        const said = group.ops.map((op) => traceClaim(cell, row, op)).filter((part) => part !== '')
        return `${row.shape} ${said.length === 0 ? 'has no figure' : said.join(', ')}`
      })
      return `${cell.title}, total time against ${baselineName(group)}: ${parts.join('; ')}.`
    })
    .join(' ')
}

function tierCaution(analysis: Analysis): string {
  const invalidation =
    'invalidation on the wire, IOVA allocation and the rest of a driver are not in these times.'
  return analysis.rows.some(({ tier }) => tier === 'ts')
    ? `Times of tier ts make no claim about indirect calls; ${invalidation}`
    : capital(invalidation)
}

/** Names a further group by what tells it from the first. */
function otherwise({ layout, mode, tier }: CellGroup): string {
  const what = layout === undefined ? 'Layout unknown' : `${capital(layout)} layout`
  return `${[what, ...(mode === 'coherent-strict' ? [] : [MODE_WORDS[mode]]), tierWords(tier)].join(', ')}:`
}
