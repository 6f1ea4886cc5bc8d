/** What the table's call shapes do, in a few words each. */
import type { ScreenTable } from './screen.js'

/** In the table's order; those that stand in no table are told where they are. */
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
