/** The second question: whether unmap_pages alone is enough, judged on map and unmap together. */

import { type Analysis, isExplained } from '../../results/analysis/index.js'
import { HALF, WHOLE } from '../phrases/index.js'
import { listWords, present } from '../text/index.js'
import { type Shown, shortRange, spreadOf } from './figure-text.js'
import { BASE, buffersText, cardFigure, firstShown, tracesText } from './how-much.js'
import { type Answered, openAnswer, whyNone } from './open.js'
import { buffersOf, isOfShapes, type Place, type ShownCell, shownAt, tracesOf } from './places.js'
import { type Source, shapeOf } from './sources.js'

export function halfEnough(analysis: Analysis, sources: readonly Source[]): Answered {
  const { note, places } = buffersOf(analysis)
  const traces = tracesOf(analysis)
  const able = firstShown(sources, (source) => stepsAt(source, [...traces, ...places]))
  if (able === undefined) return openAnswer(whyNone(analysis, sources, [HALF, WHOLE]))
  const { shown, source } = able
  const verdict = verdictOf(shown)
  if (verdict === undefined) {
    return openAnswer({
      why: `whether ${WHOLE} gains over ${HALF} is not resolved (${shortRange(shown) ?? 'not measurable'}, ${spreadOf(shown)} at most, by ${source.by})`,
      command: `npm run bench -- --time ${4 * analysis.options.timeSeconds}`,
    })
  }
  const whole = shapeOf(source, WHOLE)
  const own = shownAt(traces, whole, 'judged')
  const all = shownAt(places, whole, 'judged')
  const alone = shortRange(shownAt(places, shapeOf(source, HALF), 'judged').filter(isOfShapes))
  const parts = present([
    own.length > 0 && tracesText(own),
    all.some(isOfShapes) &&
      `${buffersText('map + unmap', note, all)}${alone === undefined ? '' : `; unmap_pages alone ${alone}`}`,
  ])
  const [word] = verdict.split(/[ :.,]/)
  return {
    figure: `${word.toLowerCase()}: ${cardFigure(own, all)}`,
    open: false,
    text: `${verdict} With map_pages too, ${parts.join('; ')} (${BASE}, by ${source.by}).`,
  }
}

/** Time of unmap-pages over that of map-unmap-pages, wherever that is a ratio of call shapes. */
function stepsAt(source: Source, places: readonly Place[]): ShownCell[] {
  const half = shapeOf(source, HALF)
  return shownAt(places, shapeOf(source, WHOLE), 'judged', ({ steps }) =>
    steps.find(({ over }) => over === half?.id),
  ).filter(isOfShapes)
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
