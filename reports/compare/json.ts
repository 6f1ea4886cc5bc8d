/** A comparison as JSON, for scripts. */
import type { GateResult } from '../../results/compare/gate.js'
import type { Comparison } from '../../results/compare/types.js'

/** The whole comparison, and what gates said of it; with a newline at its end. */
export function compareJson(comparison: Comparison, gates: readonly GateResult[]): string {
  return `${JSON.stringify({ ...comparison, gates }, null, 2)}\n`
}
