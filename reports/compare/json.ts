/** A comparison as JSON, for scripts. */
import type { Comparison, GateResult } from '../../results/analysis/compare/index.js'

/** The whole comparison, and what gates said of it; with a newline at its end. */
export function compareJson(comparison: Comparison, gates: readonly GateResult[]): string {
  return `${JSON.stringify({ ...comparison, gates }, null, 2)}\n`
}
