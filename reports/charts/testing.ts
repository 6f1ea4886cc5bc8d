/** What tests of charts look into specs with. */
import type { TopLevelSpec } from 'vega-lite'
import type { Point, Stroke, Text } from './picture.js'

/** Visits every object inside a value, itself included. */
export function walk(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) visit(value as Record<string, unknown>)
  for (const inner of Object.values(value)) walk(inner, visit)
}

/** The points that a chart draws, with the figures that they stand for. */
export function pointsOf(spec: TopLevelSpec): Point[] {
  return objects(spec, 'figure')
}

/** Its lines: grid, intervals, leaders. */
export function strokesOf(spec: TopLevelSpec): Stroke[] {
  return objects(spec, 'x2')
}

/** Its words, each as it stands. */
export function wordsOf(spec: TopLevelSpec): string[] {
  return objects<Text>(spec, 'text')
    .map(({ text }) => text)
    .filter((text) => typeof text === 'string')
}

function objects<T>(spec: TopLevelSpec, field: string): T[] {
  const found: T[] = []
  walk(spec, ({ values }) => {
    if (!Array.isArray(values)) return
    for (const value of values) {
      if (typeof value === 'object' && value !== null && field in value) found.push(value as T)
    }
  })
  return found
}
