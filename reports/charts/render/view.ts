/** From a Vega-Lite spec to a Vega view, outside a browser. */
import type { LoggerInterface, Spec, View } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { loadVega } from './vega.js'

/** `vega.Warn`, which is not worth loading Vega for. */
const WARN = 2

/** Vega's warnings mean a mistake in a chart: they are errors here. */
const STRICT: LoggerInterface = {
  level: ((level?: number) => (level === undefined ? WARN : STRICT)) as LoggerInterface['level'],
  error: fail,
  warn: fail,
  info: () => STRICT,
  debug: () => STRICT,
}

function fail(...message: readonly unknown[]): never {
  throw new Error(`Vega: ${message.map(String).join(' ')}`)
}

const compiled = new WeakMap<TopLevelSpec, Spec>()

/**
 * Compiles a chart, once: the same spec gives the same compiled one, which is not to be changed.
 *
 * @throws {Error} with Vega-Lite's words, on whatever it would warn of.
 */
export async function compileChart(spec: TopLevelSpec): Promise<Spec> {
  const known = compiled.get(spec)
  if (known !== undefined) return known
  const { compile } = await loadVega()
  const made = compile(spec, { logger: STRICT }).spec
  compiled.set(spec, made)
  return made
}

/**
 * Hands a chart's view to `draw`, and gives back what that returns.
 *
 * @param measured Whether text is measured on a canvas, which must be loaded then, or estimated.
 *   It is a setting of the whole process: views are drawn one after the other.
 */
export async function withView<T>(
  spec: TopLevelSpec,
  measured: boolean,
  draw: (view: View) => Promise<T>,
): Promise<T> {
  const { vega } = await loadVega()
  // Every view takes its own copy: Vega marks the records that it takes in.
  const own = structuredClone(await compileChart(spec))
  vega.textMetrics.canvas(measured)
  const view = new vega.View(vega.parse(own), { renderer: 'none', logger: STRICT })
  try {
    return await draw(view)
  } finally {
    view.finalize()
    vega.textMetrics.canvas(true)
  }
}
