/** What a chart is. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis } from '../../results/analysis/types.js'
import type { Theme } from './theme.js'

/** The figures of a chart as text, row by row. */
export interface Table {
  columns: string[]
  rows: string[][]
  /** What marks among the figures mean, where there are any. */
  legend?: string
}

/** A chart: a pure function from an analysis to a spec, with the words and figures beside it. */
export interface Chart {
  /** Names its files. */
  name: string
  title: string
  /** How to read it, and what it leaves out. */
  caption(analysis: Analysis): string
  /** `undefined` where the analysis holds nothing to draw. Pure: the same figures, the same spec. */
  spec(analysis: Analysis, theme?: Theme): TopLevelSpec | undefined
  /** Every figure of the chart, and those that it cannot draw. */
  table(analysis: Analysis): Table
  /** Ids of the cells that it draws. */
  cells(analysis: Analysis): string[]
}
