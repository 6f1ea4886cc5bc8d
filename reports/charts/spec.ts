/** What all charts' specs begin with, and how their figures are rounded. */
import type { Config, TopLevelSpec } from 'vega-lite'
import { chartConfig, type Theme } from './theme.js'

/**
 * A chart's spec with what all begin with. Vega-Lite's own type is too wide for TypeScript to hold
 * parts against that were built apart; whatever Vega-Lite would warn of fails the chart's tests.
 */
export function specOf(description: string, theme: Theme, body: object): TopLevelSpec {
  const config: Config = chartConfig(theme)
  const $schema = 'https://vega.github.io/schema/vega-lite/v6.json'
  return { $schema, description, config, ...body } as object as TopLevelSpec
}

/** A figure as a chart needs it: five significant digits are finer than a pixel. */
export function drawn(value: number): number {
  return Number(value.toPrecision(5))
}
