/** What Vega exports and its typings leave out. */

declare module 'vega' {
  /** How text is measured: on a canvas, or by an estimate that is the same on every machine. */
  export const textMetrics: { canvas(use: boolean): void }
}
