/** What a map costs that fails and is rolled back, by the caller and layered. */
import type { Analysis } from '../../results/analysis/types.js'
import type { Answer } from './answer.js'
import { judgedClaim } from './figures.js'
import { capital, formatNs } from './format.js'
import type { CellGroup } from './groups.js'
import { type Rollback, rollbacks } from './rollback.js'
import { MODE_WORDS, tierWords } from './terms.js'

/** One answer a group, position by position. */
export function rollbackAnswer(_: Analysis, group: CellGroup): Answer[] {
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
      ? 'this run has no interval for layered-rollback beside a caller that rolls back.'
      : `the failing map and its rollback, ${first.caller.shape} (the caller rolls back) against ` +
        `${first.layered.shape}. ${all.map((one) => `${place(group, one)}: ${times(one)}.`).join(' ')}`
  return [{ about: 'rollback', question: `${name}:`, text }]
}

function place(group: CellGroup, { cell }: Rollback): string {
  const { failing } = cell
  const page = failing === undefined ? '' : `, page ${failing.page + 1} of ${failing.pages}`
  return `${capital(group.labels.get(cell.id) ?? cell.id)}${page}`
}

function times({ callerNs, layeredNs, ratio }: Rollback): string {
  return `${formatNs(callerNs)} against ${formatNs(layeredNs)}, ${judgedClaim(ratio)}`
}
