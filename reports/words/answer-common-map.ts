/** Whether the caches decide what unmap gains, in two sentences. */
import type { Analysis } from '../../results/analysis/types.js'
import type { Answer } from './answer.js'
import { type CommonMap, commonMaps } from './common-map.js'
import { formatEffect, formatInterval, formatRatio } from './format.js'
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

function told(group: CellGroup, all: readonly CommonMap[]): string {
  if (all.length === 0) {
    return 'open, since this run has no intervals of unmap after both, a map that is common to all call shapes and their own.'
  }
  const shapes = [...new Set(all.map(({ row }) => row.shape))]
  const ratios = shapes.map((shape) => {
    const own = all.filter(({ row }) => row.shape === shape)
    return `${shape} ${listWords(own.map((one) => `${formatRatio(one.ratio)} at ${inSentence(group, one.cell)}`))}`
  })
  return (
    "unmap's speed-up after each call shape's own map, over that after one that maps every page by " +
    `itself for all of them: ${ratios.join('; ')}. ${verdict(group, all)}`
  )
}

function verdict(group: CellGroup, all: readonly CommonMap[]): string {
  const apart = all.filter(({ overlap }) => !overlap)
  const comparisons = plural(all.length, 'comparison')
  if (apart.length === 0) {
    const unseen = Math.max(...all.map(hiddenBy))
    return (
      `The intervals overlap in ${all.length === 1 ? 'this one comparison' : `all ${comparisons}`}, so that ` +
      'cache state is seen not to decide the result; a difference below ' +
      `${formatEffect(unseen)} would not have been seen.`
    )
  }
  const where = apart.map(
    ({ cell, common, own, row }) =>
      `${row.shape} at ${inSentence(group, cell)} (${formatInterval(own)} and ${formatInterval(common)})`,
  )
  return (
    `The intervals lie apart in ${apart.length} of ${comparisons}: ${listWords(where)}; there cache ` +
    'state has a part in the result.'
  )
}

/** The difference up to which two intervals as wide as these overlap, as a ratio's distance from 1. */
function hiddenBy({ common, own }: CommonMap): number {
  return (own.high / own.estimate) * (common.high / common.estimate) - 1
}
