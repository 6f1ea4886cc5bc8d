import type { Comparison, GateResult } from '../../results/analysis/compare/index.js'

/** What an exporter of comparisons is given: a comparison, and what gates said of it. */
export interface Gated {
  comparison: Comparison
  gates: readonly GateResult[]
}
