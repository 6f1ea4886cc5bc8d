/** The first question: what unmap_pages alone gains, in real traces and in buffers. */

import { type Analysis, isExplained } from '../../results/analysis/index.js'
import { formatRatio, HALF } from '../phrases/index.js'
import { capital, present } from '../text/index.js'
import { endsOf, judgedText, rangeOver, type Shown } from './figure-text.js'
import { type Answered, withoutRatio } from './open.js'
import {
  buffersOf,
  buffersWords,
  isOfShapes,
  isOnePage,
  type ShownCell,
  shownAt,
  tracesOf,
} from './places.js'
import { type FirstShown, firstShown, type Source, shapeOf } from './sources.js'

export const BASE = 'over one page a call'

/** Of more traces than these only the least and the most are named. */
const MOST_NAMED = 2

export function howMuch(analysis: Analysis, sources: readonly Source[]): Answered {
  const traces = firstShown(sources, (source) =>
    shownAt(tracesOf(analysis), shapeOf(source, HALF), 'judged'),
  )
  const { note, places } = buffersOf(analysis)
  const unmapOf = (source: Source) => shownAt(places, shapeOf(source, HALF), 'unmap')
  const all = firstShown(sources, unmapOf, isOfShapes)
  const first = traces ?? all
  if (first === undefined) {
    return withoutRatio(analysis, sources, [HALF], {
      found: firstShown(sources, unmapOf),
      words: `${HALF} makes the same calls as one page a call`,
    })
  }
  const isOne = traces === undefined || all === undefined || traces.source.by === all.source.by
  const by = ({ source }: FirstShown<unknown>) => (isOne ? '' : `, by ${source.by}`)
  const parts = present([
    traces && tracesText(traces.shown) + by(traces),
    all && buffersText('unmap', note, all.shown) + by(all),
  ])
  return {
    figure: cardFigure(traces?.shown ?? [], all?.shown ?? []),
    open: false,
    text: `${capital(parts.join('; '))} (${HALF} ${BASE}${isOne ? `, by ${first.source.by}` : ''}).`,
  }
}

/** `page-table time of the NVMe trace 1.53 x ±0.1 %, of the network trace 1.06 x ±3 %`. */
export function tracesText(shown: readonly Shown[]): string {
  if (shown.length <= MOST_NAMED) {
    const each = shown.map(({ judged, label }) => `${label} ${judgedText(judged)}`)
    return `page-table time of ${each.join(', of ')}`
  }
  const short = shown.map((one) => ({ ...one, label: one.label.replace(/^the (.*) trace$/, '$1') }))
  return `page-table time of ${rangeOver(`${shown.length} traces`, short)}`
}

/**
 * `unmap of buffers 3.27 x (64K) to 4.03 x (64M), ±0.6 % at most, of one page 0.95 x`: there
 * unmap-pages makes the same calls, and what it costs is other code.
 */
export function buffersText(what: string, note: string, shown: readonly ShownCell[]): string {
  const page = shown.find((one) => isOnePage(one.cell) && !isOfShapes(one))?.judged
  const costs =
    page?.verdict === 'resolved' && isExplained(page)
      ? `, of one page ${formatRatio(page.interval.estimate)}`
      : ''
  return `${what} of ${rangeOver(buffersWords(note), shown.filter(isOfShapes))}${costs}`
}

/** What a card shows: the first trace's figure, or of buffers from the least to the most. */
export function cardFigure([trace]: readonly Shown[], all: readonly ShownCell[]): string {
  if (trace !== undefined) return judgedText(trace.judged)
  const ends = endsOf(all.filter(isOfShapes))
  if (ends === undefined) return 'not measurable'
  const [least, most] = ends
  return least === most
    ? judgedText(least.judged)
    : `${formatRatio(least.judged.interval.estimate)} to ${formatRatio(most.judged.interval.estimate)}`
}
