/** What a chart is. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis } from '../../results/analysis/index.js'
import type { Theme } from './theme.js'

/** A chart: a pure function from an analysis to a spec. What is to be read beside it stands in it. */
export interface Chart {
  /** Names its files. */
  name: string
  /** `undefined` where the analysis holds nothing to draw. Pure: the same figures, the same spec. */
  spec(analysis: Analysis, theme?: Theme): TopLevelSpec | undefined
}
