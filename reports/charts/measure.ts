/** What a chart shows of figures, and in which words. */
import type { CellAnalysis, Figure, RowAnalysis } from '../../results/analysis/index.js'
import type { Source } from '../answer/index.js'
import type { Mark } from './mark.js'
import type { Kind } from './panels.js'

/** What figures are held against in one source. */
export interface Against {
  /** The line at 1, where ratios are taken. */
  one?: string
  mark(figure: Figure): Mark | undefined
}

export interface Measure {
  /** Begins the names of its charts. */
  name: string
  title(cells: readonly CellAnalysis[]): string
  kind: Kind
  /** What most sources are held against. */
  one?: string
  /** How to read it. */
  reading: { bySize: string; inPlaces: string }
  rows(source: Source): RowAnalysis[]
  /** Nothing where a source has nothing to be held against. */
  against(source: Source): Against | undefined
  /** Whether limits are drawn beneath, where some were timed. */
  limits?: true
}
