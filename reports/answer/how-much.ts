/** The first question: what unmap_pages alone gains, in real traces and in buffers. */

import { type Analysis, isExplained, type Judged } from '../../results/analysis/index.js'
import { formatRatio, HALF } from '../phrases/index.js'
import { capital } from '../text/index.js'
import { endsOf, judgedText, rangeOver, type Shown } from './figure-text.js'
import { openAnswer, whyNone } from './open.js'
import { buffersOf, isOfShapes, isOnePage, shownAt, tracesOf } from './places.js'
import type { ScreenAnswer } from './screen.js'
import { type Source, shapeOf } from './sources.js'

export const BASE = 'over one page a call'

/** Of more traces than these only the least and the most are named. */
const MOST_NAMED = 2

export function howMuch(analysis: Analysis, sources: readonly Source[]): ScreenAnswer {
  const question = 'How much?'
  const traces = firstShown(sources, (source) =>
    shownAt(tracesOf(analysis), shapeOf(source, HALF), 'judged'),
  )
  const { note, places } = buffersOf(analysis)
  const all = firstShown(
    sources,
    (source) => shownAt(places, shapeOf(source, HALF), 'unmap'),
    isOfShapes,
  )
  const buffers = all?.shown.filter(isOfShapes) ?? []
  const page = all?.shown.find((one) => isOnePage(one.cell) && !isOfShapes(one))
  const isOne = traces === undefined || all === undefined || traces.source.by === all.source.by
  const by = ({ source }: FirstShown<unknown>) => (isOne ? '' : `, by ${source.by}`)
  const parts = [
    ...(traces === undefined
      ? []
      : [`page-table time of ${tracesText(traces.shown)}${by(traces)}`]),
    ...(all === undefined
      ? []
      : [`unmap of ${rangeOver(`${note}buffers`, buffers)}${pageText(page?.judged)}${by(all)}`]),
  ]
  const [first] = [traces, all].filter((one) => one !== undefined)
  if (first === undefined) {
    const { command, why } = whyNone(analysis, sources, [HALF])
    return openAnswer(question, why, command)
  }
  return {
    question,
    figure: traces === undefined ? cardRange(buffers) : cardFigure(traces.shown),
    open: false,
    text: `${capital(parts.join('; '))} (${HALF} ${BASE}${isOne ? `, by ${first.source.by}` : ''}).`,
  }
}

/** `, of one page 0.95 x`: there unmap-pages makes the same calls, and what it costs is other code. */
export function pageText(page: Judged | undefined): string {
  return page?.verdict === 'resolved' && isExplained(page)
    ? `, of one page ${formatRatio(page.interval.estimate)}`
    : ''
}

/** What the first source that can say it says. */
export interface FirstShown<T> {
  source: Source
  shown: T[]
}

/** @param counts which of what is shown makes a source one that can say it; all of it by default. */
export function firstShown<T>(
  sources: readonly Source[],
  of: (source: Source) => T[],
  counts: (shown: T) => boolean = () => true,
): FirstShown<T> | undefined {
  for (const source of sources) {
    const shown = of(source)
    if (shown.some(counts)) return { source, shown }
  }
  return undefined
}

/** `the NVMe trace 1.53 x ±0.1 %, of the network trace 1.06 x ±3 %`. */
export function tracesText(shown: readonly Shown[]): string {
  if (shown.length <= MOST_NAMED) {
    return shown.map(({ judged, label }) => `${label} ${judgedText(judged)}`).join(', of ')
  }
  const short = shown.map((one) => ({ ...one, label: one.label.replace(/^the (.*) trace$/, '$1') }))
  return rangeOver(`${shown.length} traces`, short)
}

/** What a card shows of traces: the first one's figure. */
export function cardFigure([first]: readonly Shown[]): string {
  return first === undefined ? 'open' : judgedText(first.judged)
}

/** What a card shows of buffers: from the least to the most. */
export function cardRange(shown: readonly Shown[]): string {
  const ends = endsOf(shown)
  if (ends === undefined) return 'not measurable'
  const [least, most] = ends
  return least === most
    ? judgedText(least.judged)
    : `${formatRatio(least.judged.interval.estimate)} to ${formatRatio(most.judged.interval.estimate)}`
}
