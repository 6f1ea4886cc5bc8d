/** The table's call shapes and figures in words. */
import type { ScreenFigure, ScreenTable } from './screen.js'

/** In the table's order; those that stand in no table are named only where they were timed. */
const WORDS: ReadonlyArray<readonly [shape: string, words: string]> = [
  ['unmap-pages', 'unmap a run of pages a call'],
  ['map-unmap-pages', 'map too'],
  ['range-gather', 'one range to the TLB side, no call per leaf'],
  ['punt', 'the whole operation a call'],
  ['punt-range', 'the whole operation a call, one range'],
  ['map-sg', 'a whole scatter list a call'],
]

/** `unmap-pages: unmap a run of pages a call; map-unmap-pages: map too; ...`. */
export function shapesWords({ rows }: ScreenTable): string {
  return WORDS.filter(([shape]) => rows.some((row) => row.shape === shape))
    .map(([shape, words]) => `${shape}: ${words}`)
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
