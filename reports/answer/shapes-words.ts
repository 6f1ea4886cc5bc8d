/** The table's call shapes and figures in words. */
import { present } from '../text/index.js'
import type { ScreenFigure, ScreenTable } from './screen.js'

/**
 * The shapes that the questions are about, in the ladder's order: when they came, and what they are. Those
 * that stand in no table are named only where they were timed.
 */
export const ASKED_SHAPES: ReadonlyArray<{ shape: string; history?: string; words: string }> = [
  { shape: 'unmap-pages', history: 'RFC', words: 'unmap a run of pages a call' },
  { shape: 'map-unmap-pages', history: 'v5.15', words: 'map too' },
  { shape: 'range-gather', words: 'one range to the TLB side, no call per leaf' },
  { shape: 'punt', words: 'the whole operation a call' },
  { shape: 'punt-range', words: 'the whole operation a call, one range' },
  { shape: 'map-sg', words: 'a whole scatter list a call' },
]

/** `unmap-pages: unmap a run of pages a call; map-unmap-pages: map too; ...`. */
export function shapesWords({ rows }: ScreenTable): string {
  return ASKED_SHAPES.filter(({ shape }) => rows.some((row) => row.shape === shape))
    .map(({ shape, words }) => `${shape}: ${words}`)
    .join('; ')
}

/** `unmap-pages (RFC, our C)`: a shape with what it is in history, and whose code where that is another's. */
export function rowWords({ by, history, shape }: ScreenTable['rows'][number]): string {
  const beside = [history, by].filter((part) => part).join(', ')
  return beside === '' ? shape : `${shape} (${beside})`
}

/** `1.06±3%`; blank where there is none. */
export function tightFigure(figure: ScreenFigure | undefined): string {
  return figure === undefined ? '' : `${figure.text}${figure.plusMinus?.replaceAll(' ', '') ?? ''}`
}

/** `1.06 ±3 %`; blank where there is none. */
export function figureWords(figure: ScreenFigure | undefined): string {
  return present([figure?.text, figure?.plusMinus]).join(' ')
}
