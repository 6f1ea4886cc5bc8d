/** A comparison as JSON, for scripts. */
import type { GateResult } from '../../results/analysis/compare/gate.js'
import type { Comparison } from '../../results/analysis/compare/types.js'

/** The whole comparison, and what gates said of it; with a newline at its end. */
export function compareJson(comparison: Comparison, gates: readonly GateResult[]): string {
  return `${JSON.stringify({ ...comparison, gates }, null, 2)}\n`
}
