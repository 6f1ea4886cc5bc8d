/** Call shapes from top to bottom, each in a lane of its own that its name stands beside. */

/** Pixels of a call shape's lane. */
export const LANE = 17

/** The lanes of call shapes, in the terms of Vega-Lite. */
export function shapeAxis(shapes: readonly string[], labels = true) {
  return {
    field: 'shape',
    type: 'nominal',
    scale: { type: 'point', domain: shapes, padding: 0.5 },
    axis: {
      title: null,
      labels,
      labelPadding: 8,
      labelLimit: 180,
      ticks: false,
      domain: false,
      grid: false,
    },
  }
}
