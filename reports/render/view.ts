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

const compiled = new WeakMap<TopLevelSpec, vega.Spec>()

/**
 * Compiles a chart, once: the same spec gives the same compiled one, which is not to be changed.
 *
 * @throws {Error} with Vega-Lite's words, on whatever it would warn of.
 */
export function compileChart(spec: TopLevelSpec): vega.Spec {
  const known = compiled.get(spec)
  if (known !== undefined) return known
  const made = compile(spec, { logger: STRICT }).spec
  compiled.set(spec, made)
  return made
}

/** A view of a chart. Call its `finalize` in the end. */
export function chartView(spec: TopLevelSpec): vega.View {
  // Every view takes its own copy: Vega marks the records that it takes in.
  const own = structuredClone(compileChart(spec))
  return new vega.View(vega.parse(own), { renderer: 'none', logger: STRICT })
}
