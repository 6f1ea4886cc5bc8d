/** What stands under every report in text: how to read the figures, and what they do not say. */
import type { Analysis } from '../../results/analysis/index.js'
import {
  compilerWords,
  formatSeconds,
  instructionsWords,
  intervalWords,
  markWords,
  modesWords,
  roundWords,
  timedTierWords,
  touchedLegend,
} from './index.js'

/** How to read the tables. */
export function legend(analysis: Analysis): string {
  const instructed = instructionsWords(analysis)
  const marks = [markWords(analysis), modesWords(analysis), touchedLegend(analysis)]
    .filter((words) => words)
    .join('; ')
  return (
    'Figures are speed-ups over per-page, time(per-page) / time(call shape), one a generation. ' +
    `${intervalWords(analysis.family)} per-page's own line is its undisturbed time for one ` +
    'operation, and the noise floor an upper bound of what two rows of one engine differ by. ' +
    `${marks}. ${instructed === undefined ? '' : `${instructed} `}` +
    'Left on the table is time over that of a shape that hands over the whole operation: below 1, ' +
    'punting is the slower way.'
  )
}

/** The sober end of every report. */
export const CLOSING =
  'The times are those of map and unmap calls on page tables in memory. IOVA allocation, the ' +
  'IOMMU itself and its invalidations, locks against other CPUs and the rest of a driver are not in ' +
  'them, and dilute every ratio in a running system. Ratios belong to this machine, tier and code; ' +
  'counts carry over, times do not. "Not resolved" is not "no difference".'

/** How much of the gate's word is that of earlier runs. */
function gateWords({ gate }: Analysis['run']): string {
  return gate === undefined ? '' : `, ${gate.kept} of ${gate.passed} checks kept from earlier runs`
}

/** When, how long, on what: one line. */
export function footer(analysis: Analysis): string {
  const { machine, run, tool } = analysis
  const tiers = timedTierWords(analysis).join('; ')
  const compiler = compilerWords(analysis)
  return (
    `${run.startedAt}, ${formatSeconds(run.seconds)}, ${roundWords(analysis)}` +
    `${run.state === 'complete' ? '' : ` (${run.state})`}${gateWords(run)}; ` +
    `${machine.cpu}, ${machine.kernel}, Node ${machine.node}${compiler && `, ${compiler}`}; ${tiers}; unmap-bench ${tool.version}`
  )
}
