/** From a Vega-Lite spec to a Vega view, outside a browser. */
import type { LoggerInterface, View } from 'vega'
import type { TopLevelSpec } from 'vega-lite'

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

/**
 * Hands a chart's view to `draw`, and returns what that returns. Vega is loaded when a chart is drawn:
 * that takes longer than most commands do.
 *
 * @throws {Error} with Vega's words, on whatever it or Vega-Lite would warn of.
 */
export async function withView<T>(
  spec: TopLevelSpec,
  draw: (view: View) => Promise<T>,
): Promise<T> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  // Vega marks the records that it takes in: the spec's own stay as they are.
  const compiled = structuredClone(compile(spec, { logger: STRICT }).spec)
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger: STRICT })
  try {
    return await draw(view)
  } finally {
    view.finalize()
  }
}
