/** How to read a comparison. */
import type { Comparison } from '../../results/analysis/compare/index.js'
import { intervalWords } from '../phrases/index.js'
import { capital, listWords } from '../text/index.js'
import { BASIS_WORDS, COUNTS_CHANGED } from './words.js'

/** How to read what is reported, all of it or in short. */
export function compareLegend(comparison: Comparison, { verbose }: { verbose: boolean }): string {
  return verbose ? fullLegend(comparison) : shortLegend(comparison)
}

/** How to read the tables, and what verdicts rest on. */
function fullLegend({ family, against }: Comparison): string {
  const bases = [...new Set(against.map(({ basis }) => basis))]
  return (
    `Figures are ${listWords(bases.map((basis) => BASIS_WORDS[basis]))}: above 1 is slower. ` +
    `${intervalWords(family)} ~ not resolved: whatever difference there is, these runs cannot see it; - no ratio on this basis; ` +
    `${COUNTS_CHANGED} the engine counts another number of something. The runs share no rounds, so ` +
    'generations of fresh processes are what the intervals are made of; what happened to the machine ' +
    'between the runs is in every time, and in no ratio of speed-ups.'
  )
}

/** How to read what is reported in short. */
function shortLegend({ against }: Comparison): string {
  const bases = [...new Set(against.map(({ basis }) => basis))]
  return (
    `${capital(listWords(bases.map((basis) => BASIS_WORDS[basis])))}: above 1 is slower; [95 % interval]; ` +
    `${COUNTS_CHANGED} its counts changed. --verbose: every figure, means, what came or went, and how to read them.`
  )
}
