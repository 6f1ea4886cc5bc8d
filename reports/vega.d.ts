/** What Vega exports and its typings leave out, and the parts of it that ship without any. */

declare module 'vega' {
  /** How text is measured: on a canvas, or by an estimate that is the same on every machine. */
  export const textMetrics: { canvas(use: boolean): void }
}

declare module 'vega-dataflow' {
  /** The transforms that a view may use, by name. */
  export const transforms: Record<string, unknown>
}

declare module 'vega-transforms' {
  const transforms: Record<string, unknown>
  export = transforms
}

declare module 'vega-view-transforms' {
  const transforms: Record<string, unknown>
  export = transforms
}

declare module 'vega-encode' {
  const transforms: Record<string, unknown>
  export = transforms
}

declare module 'vega-parser' {
  export { parse } from 'vega'
}

declare module 'vega-view' {
  export { View } from 'vega'
}
