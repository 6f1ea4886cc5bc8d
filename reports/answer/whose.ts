/** What code is that is no kernel's, for whoever knows nothing of this project. */
import { plainTier } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/index.js'
import { sourcesOf } from './sources.js'

const WORDS: Record<string, string> = {
  native: 'Our C: the same ways to call, written afresh; no kernel code.',
  ts: 'Our TypeScript: the same ways to call; no kernel code.',
}

/** Absent where all that was timed is a kernel's own. */
export function whoseWords(analysis: Analysis): string | undefined {
  const tiers = new Set(sourcesOf(analysis).map(({ tier }) => plainTier(tier)))
  const shown = Object.keys(WORDS).filter((tier) => tiers.has(tier))
  return shown.length === 0 ? undefined : shown.map((tier) => WORDS[tier]).join(' ')
}
