/** From a Vega-Lite spec to a Vega view that has run, outside a browser. */
import * as vega from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** Vega's warnings mean a mistake in a chart: they are errors here. */
const STRICT: vega.LoggerInterface = {
  level: ((level?: number) =>
    level === undefined ? vega.Warn : STRICT) as vega.LoggerInterface['level'],
  error: fail,
  warn: fail,
  info: () => STRICT,
  debug: () => STRICT,
}

function fail(...message: readonly unknown[]): never {
  throw new Error(`Vega: ${message.map(String).join(' ')}`)
}

/**
 * Compiles a chart.
 *
 * @throws {Error} with Vega-Lite's words, on whatever it would warn of.
 */
export function compileChart(spec: TopLevelSpec): vega.Spec {
  return compile(spec, { logger: STRICT }).spec
}

/** A view of a chart. Hand it to `finish` in the end. */
export function chartView(spec: TopLevelSpec): vega.View {
  return new vega.View(vega.parse(compileChart(spec)), { renderer: 'none', logger: STRICT })
}
