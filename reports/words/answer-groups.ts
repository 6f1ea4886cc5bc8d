/** Headlines of further groups: the other modes, layouts, and what is cold. */
import { type Analysis, PUNT_SHAPES } from '../../results/analysis/types.js'
import type { Answer } from './answer.js'
import { where } from './basis.js'
import {
  allBrief,
  baselineName,
  cellBriefs,
  claim,
  HALF,
  hasNothing,
  held,
  heldWords,
  judged,
  judgedIn,
  shape,
  slowerPunts,
  WHOLE,
} from './claims.js'
import { capital, formatNs } from './format.js'
import { type CellGroup, figureOf, inSentence } from './groups.js'
import { MODE_WORDS, OP_WORDS, tierWords } from './terms.js'
import { worthWords } from './worth.js'

/** The headline of a mode, with its own answers to all three questions. */
export function modeAnswer(analysis: Analysis, group: CellGroup): Answer[] {
  const half = shape(group, HALF)
  const whole = shape(group, WHOLE)
  const op = judged(group)
  const first = group.ops.includes('unmap') ? 'unmap' : op
  const unmap =
    half === undefined || hasNothing(group, half)
      ? ''
      : `With ${HALF}, ${claim(analysis, group, half, first)}. `
  const left =
    whole === undefined
      ? []
      : PUNT_SHAPES.flatMap((punt) => {
          const all = held(group, whole, op, (figure) => figure.left[punt])
          return all.length === 0 ? [] : [`of ${punt}'s time ${heldWords(group, all)}`]
        })
  return [
    {
      about: 'mode',
      question: `${capital(MODE_WORDS[group.mode])}:`,
      text:
        `${unmap}${capital(OP_WORDS[op])} against ${baselineName(group)}: ${allBrief(analysis, group)}.` +
        `${left.length === 0 ? '' : ` Left on the table: ${WHOLE} takes ${left.join('; ')}.`}${worthWords(group)}` +
        ` (${[tierWords(group.tier), `${group.layout ?? 'unknown'} layout`, where(analysis, group)].join('; ')}.)`,
    },
  ]
}

/** How fast every call shape is in a further group, and where punting is the slower way. */
export function layoutAnswer(analysis: Analysis, group: CellGroup): Answer[] {
  const { layout, mode, tier, workload } = group
  const named = layout === undefined ? 'layout unknown' : `${layout} layout`
  const name = [
    capital(workload === 'cold' ? `cold, ${named}` : named),
    ...(mode === 'coherent-strict' ? [] : [MODE_WORDS[mode]]),
    tierWords(tier),
  ].join(', ')
  return [
    {
      about: workload === 'cold' ? 'cold' : 'layout',
      question: `${name}:`,
      text: `${workload === 'cold' ? cellByCell(analysis, group) : inShort(analysis, group)}${slowerPunts(group)}`,
    },
  ]
}

/** Cold cells differ by what is cold, so no figure is made of several. */
function cellByCell(analysis: Analysis, group: CellGroup): string {
  const { baseline } = group
  return group.cells
    .map((cell) => {
      const op = judgedIn(cell)
      const ns = baseline && figureOf(cell, baseline.id, op)?.nsPerOperation
      const time = ns === undefined ? '' : ` (${formatNs(ns)})`
      return `${capital(inSentence(group, cell))}, ${OP_WORDS[op]} against ${baselineName(group)}${time}: ${cellBriefs(analysis, group, cell)}.`
    })
    .join(' ')
}

function inShort(analysis: Analysis, group: CellGroup): string {
  const op = judged(group)
  return `${OP_WORDS[op]} against ${baselineName(group)}: ${allBrief(analysis, group)} (${where(analysis, group)}).`
}
