/** Whether the caches decide what unmap gains, in two sentences. */
import type { Analysis } from '../../results/analysis/types.js'
import type { Answer } from './answer.js'
import { commonMaps, type Placed } from './common-map.js'
import { resolvable } from './figures.js'
import { formatInterval, formatRatio } from './format.js'
import { type CellGroup, inSentence } from './groups.js'
import { listWords, MODE_WORDS, plural, tierWords } from './terms.js'

/** One answer a group; it tells a part of what the unmap answer rests on. */
export function commonMapAnswer(analysis: Analysis, group: CellGroup): Answer[] {
  const mode = group.mode === 'coherent-strict' ? '' : `, ${MODE_WORDS[group.mode]}`
  return [
    {
      about: 'common-map',
      question: `Do the caches decide it, ${tierWords(group.tier)}${mode}:`,
      text: told(group, commonMaps(analysis, group)),
    },
  ]
}

function told(group: CellGroup, all: readonly Placed[]): string {
  if (all.length === 0) {
    return 'open, since this run has no intervals of unmap after both, a map that is common to all call shapes and their own.'
  }
  const shapes = [...new Set(all.map(({ row }) => row.shape))]
  const ratios = shapes.map((shape) => {
    const own = all.filter(({ row }) => row.shape === shape)
    return `${shape} ${listWords(own.map(({ cell, judged }) => `${formatRatio(judged.interval.estimate)} at ${inSentence(group, cell)}`))}`
  })
  return (
    "unmap's speed-up after each call shape's own map, over that after one that maps every page by " +
    `itself for all of them: ${ratios.join('; ')}. ${verdict(group, all)}`
  )
}

function verdict(group: CellGroup, all: readonly Placed[]): string {
  const apart = all.filter(({ judged }) => judged.verdict === 'resolved')
  const open = all.filter(({ judged }) => judged.verdict !== 'resolved')
  const unseen = resolvable(...open.map(({ judged }) => judged))
  if (apart.length === 0) {
    return `Whether cache state has a part in the result is not resolved${unseen}.`
  }
  const where = apart.map(
    ({ cell, common, own, row }) =>
      `${row.shape} at ${inSentence(group, cell)} (${formatInterval(own)} and ${formatInterval(common)})`,
  )
  const rest = open.length === 0 ? '' : `; elsewhere that is not resolved${unseen}`
  return `Cache state has a part in ${apart.length} of ${plural(all.length, 'comparison')}: ${listWords(where)}${rest}.`
}
