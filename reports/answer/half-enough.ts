/** The second question: whether unmap_pages alone is enough, judged on map and unmap together. */

import { type Analysis, isExplained } from '../../results/analysis/index.js'
import { HALF, longerCommand, WHOLE } from '../phrases/index.js'
import { listWords, present } from '../text/index.js'
import { type Shown, shortRange, spreadOf } from './figure-text.js'
import { BASE, buffersText, cardFigure, tracesText } from './how-much.js'
import { type Answered, openAnswer, withoutRatio } from './open.js'
import { buffersOf, isOfShapes, type Place, type ShownCell, shownAt, tracesOf } from './places.js'
import { firstShown, type Source, shapeOf } from './sources.js'

export function halfEnough(analysis: Analysis, sources: readonly Source[]): Answered {
  const { note, places } = buffersOf(analysis)
  const traces = tracesOf(analysis)
  const all = (source: Source) => stepsAt(source, [...traces, ...places])
  const able = firstShown(sources, (source) => all(source).filter(isOfShapes))
  if (able === undefined) {
    return withoutRatio(analysis, sources, [HALF, WHOLE], {
      found: firstShown(sources, all),
      words: `${WHOLE} makes the same calls as ${HALF}`,
    })
  }
  const { shown, source } = able
  const verdict = verdictOf(shown)
  if (verdict === undefined) {
    const range = shortRange(shown)
    const measured = range === undefined ? 'not measurable' : `${range}, ${spreadOf(shown)} at most`
    return openAnswer({
      why: `whether ${WHOLE} gains over ${HALF} is not resolved (${measured}, by ${source.by})`,
      command: longerCommand(analysis, 4 * analysis.options.timeSeconds),
    })
  }
  const whole = shapeOf(source, WHOLE)
  const own = shownAt(traces, whole, 'judged')
  const buffers = shownAt(places, whole, 'judged')
  const alone = shortRange(shownAt(places, shapeOf(source, HALF), 'judged').filter(isOfShapes))
  const parts = present([
    own.length > 0 && tracesText(own),
    buffers.some(isOfShapes) &&
      `${buffersText('map + unmap', note, buffers)}${alone === undefined ? '' : `; unmap_pages alone ${alone}`}`,
  ])
  const [word] = verdict.split(/[ :.,]/)
  return {
    figure: `${word.toLowerCase()}: ${cardFigure(own, buffers)}`,
    open: false,
    text: `${verdict} With map_pages too, ${parts.join('; ')} (${BASE}, by ${source.by}).`,
  }
}

/** Time of unmap-pages over that of map-unmap-pages. */
function stepsAt(source: Source, places: readonly Place[]): ShownCell[] {
  const half = shapeOf(source, HALF)
  return shownAt(places, shapeOf(source, WHOLE), 'judged', ({ steps }) =>
    steps.find(({ over }) => over === half?.id),
  )
}

/** `No.`, `No, but not resolved for 64K.`, `Yes: ...`; `undefined` where nothing is resolved. */
function verdictOf(steps: readonly ShownCell[]): string | undefined {
  const claimed = steps.filter(({ judged }) => isExplained(judged))
  const gains = claimed.filter(({ judged }) => judged.side === 'above')
  const costs = claimed.filter(({ judged }) => judged.side === 'below')
  const open = steps.filter(({ judged }) => judged.verdict !== 'resolved')
  if (gains.length === 0 && costs.length === 0) return undefined
  if (gains.length === 0)
    return `Yes: map_pages costs time${open.length === 0 ? '' : ' or is not resolved'}.`
  const but = present([
    costs.length > 0 && `it costs time for ${named(costs)}`,
    open.length > 0 && `not resolved for ${named(open)}`,
  ])
  return but.length === 0 ? 'No.' : `No, but ${listWords(but)}.`
}

function named(shown: readonly Shown[]): string {
  return shown.length > 3 ? `${shown.length} others` : listWords(shown.map(({ label }) => label))
}
