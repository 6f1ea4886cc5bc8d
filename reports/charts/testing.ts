/** What tests of charts look into specs with. */
import assert from 'node:assert/strict'
import type { Analysis } from '../../results/analysis/types.js'
import type { Chart } from './chart.js'

/** Visits every object inside a value, itself included. */
export function walk(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) visit(value as Record<string, unknown>)
  for (const inner of Object.values(value)) walk(inner, visit)
}

/** The records that a chart draws, from all its panels; those that charts share are not among them. */
export function recordsOf(chart: Chart, analysis: Analysis): Array<Record<string, unknown>> {
  const spec = chart.spec(analysis)
  assert.ok(spec, `${chart.name} draws nothing`)
  const records: Array<Record<string, unknown>> = []
  walk({ ...spec, datasets: {} }, ({ values }) => {
    if (!Array.isArray(values)) return
    for (const value of values) if (typeof value === 'object' && value !== null) records.push(value)
  })
  return records
}

/** The one of some values that there must be. */
export function only<T>(values: readonly T[], what: string): T {
  const [first] = values
  assert.ok(first !== undefined && values.length === 1, `${values.length} of ${what}`)
  return first
}
