/** Real traces: what all their maps and unmaps take together. */
import type { Analysis } from '../../results/analysis/types.js'
import type { Answer } from './answer.js'
import { baselineName, cellBriefs, judgedIn } from './claims.js'
import { formatNs } from './format.js'
import { type CellGroup, figureOf } from './groups.js'
import { MODE_WORDS, plural } from './terms.js'

/** One answer a trace: traces are never averaged. */
export function traceAnswer(analysis: Analysis, group: CellGroup): Answer[] {
  const mode = group.mode === 'coherent-strict' ? '' : `${MODE_WORDS[group.mode]}. `
  const { baseline } = group
  return group.cells.map((cell) => {
    const op = judgedIn(cell)
    const operations = cell.operations[op]
    const ns = baseline && figureOf(cell, baseline.id, op)?.nsPerOperation
    const total =
      ns === undefined || operations === undefined
        ? ''
        : ` (${formatNs(ns * operations)} for ${plural(operations, 'operation')})`
    return {
      about: 'trace',
      question: `Trace, ${cell.title}:`,
      text: `${mode}Total time against ${baselineName(group)}${total}: ${cellBriefs(analysis, group, cell)}.`,
    }
  })
}
