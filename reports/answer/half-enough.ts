/** The second question: whether unmap_pages alone is enough, judged on map and unmap together. */

import { type Analysis, isExplained, type Judged } from '../../results/analysis/index.js'
import { HALF, WHOLE } from '../phrases/index.js'
import { listWords } from '../text/index.js'
import { rangeOver, type Shown, shortRange, spreadOf } from './figure-text.js'
import { BASE, cardFigure, cardRange, firstShown, pageText, tracesText } from './how-much.js'
import { openAnswer, whyNone } from './open.js'
import { buffersOf, isOfShapes, isOnePage, shownAt, tracesOf } from './places.js'
import type { ScreenAnswer } from './screen.js'
import { type Source, shapeOf } from './sources.js'

type Found = Array<Shown & { judged: Judged }>

export function halfEnough(analysis: Analysis, sources: readonly Source[]): ScreenAnswer {
  const question = 'Half enough?'
  const { note, places } = buffersOf(analysis)
  const traces = tracesOf(analysis)
  const able = firstShown(sources, (source) => stepsAt(source, [...traces, ...places]))
  const source = able?.source
  if (able === undefined || source === undefined) {
    const { command, why } = whyNone(analysis, sources, [HALF, WHOLE])
    return openAnswer(question, why, command)
  }
  const verdict = verdictOf(able.shown)
  if (verdict === undefined) {
    const seconds = 4 * analysis.options.timeSeconds
    return openAnswer(
      question,
      `whether ${WHOLE} gains over ${HALF} is not resolved (${shortRange(able.shown) ?? 'not measurable'}, ${spreadOf(able.shown)} at most, by ${source.by})`,
      `npm run bench -- --time ${seconds}`,
    )
  }
  const whole = shapeOf(source, WHOLE)
  const own = shownAt(traces, whole, 'judged')
  const all = shownAt(places, whole, 'judged')
  const buffers = all.filter(isOfShapes)
  const page = all.find((one) => isOnePage(one.cell) && !isOfShapes(one))
  const without = shownAt(places, shapeOf(source, HALF), 'judged').filter(isOfShapes)
  const parts = [
    ...(own.length === 0 ? [] : [`page-table time of ${tracesText(own)}`]),
    ...(buffers.length === 0
      ? []
      : [
          `map + unmap of ${rangeOver(`${note}buffers`, buffers)}${pageText(page?.judged)}${aloneText(without)}`,
        ]),
  ]
  const [word = ''] = verdict.split(/[ :.,]/)
  return {
    question,
    figure: `${word.toLowerCase()}: ${own.length > 0 ? cardFigure(own) : cardRange(buffers)}`,
    open: false,
    text: `${verdict} With map_pages too, ${parts.join('; ')} (${BASE}, by ${source.by}).`,
  }
}

/** Time of unmap-pages over that of map-unmap-pages, wherever that is a ratio of call shapes. */
function stepsAt(source: Source, places: Parameters<typeof shownAt>[0]): Found {
  const half = shapeOf(source, HALF)
  return shownAt(places, shapeOf(source, WHOLE), 'judged', ({ steps }) =>
    steps.find(({ over }) => over === half?.id),
  ).filter(isOfShapes)
}

/** `No.`, `No, but not resolved for 64K.`, `Yes: ...`; `undefined` where nothing is resolved. */
function verdictOf(steps: Found): string | undefined {
  const claimed = steps.filter(({ judged }) => isExplained(judged))
  const gains = claimed.filter(({ judged }) => judged.side === 'above')
  const costs = claimed.filter(({ judged }) => judged.side === 'below')
  const open = steps.filter(({ judged }) => judged.verdict !== 'resolved')
  if (gains.length === 0 && costs.length === 0) return undefined
  if (gains.length === 0)
    return `Yes: map_pages costs time${open.length === 0 ? '' : ' or is not resolved'}.`
  const but = [
    ...(costs.length === 0 ? [] : [`it costs time for ${named(costs)}`]),
    ...(open.length === 0 ? [] : [`not resolved for ${named(open)}`]),
  ]
  return but.length === 0 ? 'No.' : `No, but ${listWords(but)}.`
}

function aloneText(half: readonly Shown[]): string {
  const range = shortRange(half)
  return range === undefined ? '' : `; unmap_pages alone ${range}`
}

function named(shown: readonly Shown[]): string {
  return shown.length > 3 ? `${shown.length} others` : listWords(shown.map(({ label }) => label))
}
