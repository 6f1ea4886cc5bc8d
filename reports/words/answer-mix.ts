/** What map and what unmap gain in a mix, from shapes that differ in one direction. */
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import type { Answer } from './answer.js'
import { baselineName, cellBriefs, cellClaim, HALF, judgedIn, shape, WHOLE } from './claims.js'
import { judgedClaim } from './figures.js'
import { type CellGroup, figureOf } from './groups.js'
import { MODE_WORDS } from './terms.js'

/** One answer a cell: a mix is timed whole, so its directions are told apart by shapes. */
export function mixAnswer(analysis: Analysis, group: CellGroup): Answer[] {
  const mode = group.mode === 'coherent-strict' ? '' : `${MODE_WORDS[group.mode]}. `
  return group.cells.map((cell) => ({
    about: 'mix',
    question: `Mix, ${cell.title}:`,
    text: `${mode}${gains(group, cell)}All of it, against ${baselineName(group)}: ${cellBriefs(analysis, group, cell)}.`,
  }))
}

function gains(group: CellGroup, cell: CellAnalysis): string {
  const op = judgedIn(cell)
  const half = shape(group, HALF)
  const whole = shape(group, WHOLE)
  const unmap = half === undefined ? '' : cellClaim(cell, half, op)
  const step = whole && figureOf(cell, whole.id, op)?.steps.find(({ over }) => over === half?.id)
  return [
    ...(unmap === '' ? [] : [`Unmap gains ${unmap} (${HALF} over ${baselineName(group)}). `]),
    ...(step === undefined ? [] : [`Map gains ${judgedClaim(step)} (${WHOLE} over ${HALF}). `]),
  ].join('')
}
