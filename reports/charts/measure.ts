/** What a chart shows of figures, and in which words. */
import type { Figure, RowAnalysis } from '../../results/analysis/types.js'
import type { Source } from '../answer/sources.js'
import type { Mark } from './mark.js'

/** A way to hold figures against something. */
export interface Against {
  /** What stands above its panels, where a measure has several. */
  title?: string
  mark(figure: Figure): Mark | undefined
}

export interface Measure {
  /** Begins the names of its charts. */
  name: string
  title: string
  kind: 'ratio' | 'ns'
  /** Of the line at 1, where ratios are taken against one row. */
  one?: string
  /** What calls are told to be the same as. */
  other: string
  /** How to read it. */
  reading: { bySize: string; inPlaces: string }
  rows(source: Source): RowAnalysis[]
  against: readonly Against[]
  /** Whether limits are drawn beneath, where some were timed. */
  limits?: true
}
