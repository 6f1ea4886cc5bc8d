/** What a group's figures rest on, as parts of sentences. */
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import { type CellGroup, inSentence } from './groups.js'
import { listWords, MODE_WORDS, plural } from './terms.js'

/** Layout, mode and cells. */
export function basis(analysis: Analysis, group: CellGroup): string {
  return `the ${group.layout ?? 'unknown'} layout (${where(analysis, group)})`
}

/** `coherent, strict; buffers of 64K and 1M; means leave out 4K`. */
export function where({ means }: Pick<Analysis, 'means'>, group: CellGroup): string {
  const held = new Set(
    means
      .filter(({ row }) => group.workload === 'sweep' && group.shapes.some(({ id }) => id === row))
      .filter(({ layout, mode }) => layout === group.layout && mode === group.mode)
      .flatMap(({ cells }) => cells),
  )
  const kept = held.size === 0 ? group.cells : group.cells.filter(({ id }) => held.has(id))
  const out = group.cells.filter((cell) => !kept.includes(cell))
  const sized = group.cells.every(({ bufferBytes }) => bufferBytes !== undefined)
  return [
    MODE_WORDS[group.mode],
    `${sized ? 'buffers of ' : ''}${named(group, kept)}`,
    ...(out.length === 0 ? [] : [`means leave out ${named(group, out)}`]),
  ].join('; ')
}

function named(group: CellGroup, cells: readonly CellAnalysis[]): string {
  const labels = cells.map((cell) => inSentence(group, cell))
  return labels.length > 8 ? plural(labels.length, 'cell') : listWords(labels)
}
