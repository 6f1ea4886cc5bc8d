/** How to read a comparison. */
import type { Comparison } from '../../results/analysis/compare/index.js'
import { intervalWords } from '../phrases/index.js'
import { capital, listWords } from '../text/index.js'
import { BASIS_WORDS, COUNTS_CHANGED } from './words.js'

/** How to read what is reported, all of it or in short; of all, what verdicts rest on too. */
export function compareLegend(
  { against, family }: Comparison,
  { verbose }: { verbose: boolean },
): string {
  const bases = listWords([...new Set(against.map(({ basis }) => BASIS_WORDS[basis]))])
  return verbose
    ? `Figures are ${bases}: above 1 is slower. ` +
        `${intervalWords(family)} ~ not resolved: whatever difference there is, these runs cannot see it; - no ratio on this basis; ` +
        `${COUNTS_CHANGED} the engine counts another number of something. The runs share no rounds, so ` +
        'generations of fresh processes are what the intervals are made of; what happened to the machine ' +
        'between the runs is in every time, and in no ratio of speed-ups.'
    : `${capital(bases)}: above 1 is slower; [95 % interval]; ` +
        `${COUNTS_CHANGED} its counts changed. --verbose: every figure, means, what came or went, and how to read them.`
}
