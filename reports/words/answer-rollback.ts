/** What a map costs that fails and is rolled back, by the caller and layered. */
import type { Analysis } from '../../results/analysis/types.js'
import { isUnequal, UNEQUAL_CARE } from '../../results/analysis/unequal-care.js'
import type { Answer } from './answer.js'
import { judgedClaim } from './figures.js'
import { capital, formatNs } from './format.js'
import { type CellGroup, timedShapes } from './groups.js'
import { LAYERED, type Rollback, rollbacks } from './rollback.js'
import { MODE_WORDS, tierWords } from './terms.js'

/** One answer a group, position by position. */
export function rollbackAnswer(analysis: Analysis, group: CellGroup): Answer[] {
  const all = rollbacks(group)
  const [first] = all
  const name = [
    'When a map fails',
    ...(group.layout === undefined ? [] : [`${group.layout} layout`]),
    ...(group.mode === 'coherent-strict' ? [] : [MODE_WORDS[group.mode]]),
    tierWords(group.tier),
  ].join(', ')
  const text =
    first === undefined
      ? whyNone(analysis, group)
      : `the failing map and its rollback, ${first.caller.shape} (the caller rolls back) against ` +
        `${first.layered.shape}. ${all.map((one) => `${place(group, one)}: ${times(one)}.`).join(' ')}`
  return [{ about: 'rollback', question: `${name}:`, text }]
}

function whyNone(analysis: Analysis, group: CellGroup): string {
  return timedShapes(group).some((row) => row.shape === LAYERED && isUnequal(analysis, row))
    ? `open. The run was made by unmap-bench ${UNEQUAL_CARE}, whose ${LAYERED} was compiled with less care than a caller that rolls back.`
    : `this run has no interval for ${LAYERED} beside a caller that rolls back.`
}

function place(group: CellGroup, { cell }: Rollback): string {
  const { failing } = cell
  const page = failing === undefined ? '' : `, page ${failing.page + 1} of ${failing.pages}`
  return `${capital(group.labels.get(cell.id) ?? cell.id)}${page}`
}

function times({ callerNs, layeredNs, ratio }: Rollback): string {
  return `${formatNs(callerNs)} against ${formatNs(layeredNs)}, ${judgedClaim(ratio)}`
}
