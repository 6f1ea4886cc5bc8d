/** Two kernel trees, or one and its patch: what differs for the same calls, the worst first. */

import { isPlainTree } from '../../engines/contract/index.js'
import {
  type Analysis,
  type TreeDifference,
  type TreePair,
  treeDifferences,
} from '../../results/analysis/index.js'
import { changeOfInstructions, formatCount, OP_WORDS } from '../phrases/index.js'
import { listWords, plural, present, printable } from '../text/index.js'
import { judgedText } from './figure-text.js'
import { noteOf, placeWords } from './places.js'
import { byWords } from './sources.js'

/** Of each pair of trees: the slower ones that are named, and the faster. */
const SLOWER = 2
const FASTER = 1
/** Call shapes that a line names. */
const MOST_SHAPES = 3
/** Counters that a line names. */
const COUNTERS = 1

export function differsOf(analysis: Analysis): string[] {
  return [...pairLines(analysis), ...loneLines(analysis)]
}

function pairLines(analysis: Analysis): string[] {
  return treeDifferences(analysis).flatMap((pair) => [
    headline(pair),
    ...named(analysis, pair.slower, 'slower').slice(0, SLOWER),
    ...named(analysis, pair.faster, 'faster').slice(0, FASTER),
    ...(pair.slower.length + pair.faster.length === 0
      ? named(analysis, pair.counted, 'counts').slice(0, 1)
      : []),
  ])
}

/** Of several trees: whose call shapes no other tree has, in a line each. */
function loneLines({ rows, withoutTwin }: Analysis): string[] {
  const trees = new Set(rows.map(({ tier }) => tier).filter(isPlainTree))
  if (trees.size < 2) return []
  return [...trees].flatMap((tree) => {
    const lone = rows.filter(({ id, tier }) => tier === tree && withoutTwin.includes(id))
    if (lone.length === 0) return []
    const shapes = [...new Set(lone.map(({ shape }) => shape))]
    const what =
      shapes.length > MOST_SHAPES ? plural(shapes.length, 'call shape') : listWords(shapes)
    return [printable(`${byWords(tree)}: ${what} without a counterpart in another tree`)]
  })
}

function headline({ after, before, counted, faster, open, slower }: TreePair): string {
  return (
    `${byWords(after)} over ${byWords(before).replace('Linux ', '')}, time: ${slower.length} figures slower, ` +
    `${faster.length} faster, ${open} open; ${counted.length} with other counts`
  )
}

/** A line each, of a direction and way to lie the farthest call shape and size alone. */
function named(
  { cells }: Analysis,
  differences: readonly TreeDifference[],
  word: string,
): string[] {
  const places = new Set<string>()
  return differences.flatMap(({ across, counts, explained }) => {
    const cell = cells.find(({ id }) => id === across.cell)
    if (cell === undefined) return []
    const key = JSON.stringify([cell.workload, noteOf(cell), across.op])
    if (places.has(key)) return []
    places.add(key)
    const { instructions, judged, op, shape } = across
    const changed = counts.map(
      (one) => `${one.counter} ${formatCount(one.before)} -> ${formatCount(one.after)}`,
    )
    const parts = present([
      `  ${word}: ${OP_WORDS[op]} of ${placeWords(cell)} by ${shape} ${judgedText(judged)}`,
      ...changed.slice(0, COUNTERS),
      changed.length > COUNTERS && plural(changed.length - COUNTERS, 'more count'),
      // Fewer instructions beside a longer time would be read as its cause.
      judged.verdict === 'resolved' && !explained
        ? 'no count explains it'
        : instructions?.changed &&
          `instructions a page ${changeOfInstructions(instructions.before, instructions.after)}`,
    ])
    return [printable(parts.join('; '))]
  })
}
