import type { Failure, Row } from '../../../results/record/index.js'
import type { EngineDescription } from '../../engine/schemas.js'

/**
 * What an engine is there for: `baseline`, the others are compared with it; `shape`, it is timed
 * and counted; `counted`, it is counted alone; `limit`, it is no engine but what none can do without.
 */
export type Part = 'baseline' | 'shape' | 'counted' | 'limit'

/** An engine and what it is. */
export interface SelectedEngine {
  /** As the user or the suite named it, maybe by its call shape alone. */
  named: string
  /** Id of a built-in engine, or path of a module. */
  reference: string
  description: EngineDescription
  part: Part
}

/** A row of a run: an engine that is timed, or counted alone. */
export class RunRow {
  failure: Failure | undefined

  constructor(
    readonly id: string,
    readonly engine: SelectedEngine,
    readonly role: Row['role'],
  ) {}

  get alive(): boolean {
    return this.failure === undefined
  }

  toResult(): Row {
    const { id: engine, tier, shape, format, choices } = this.engine.description
    const row = { id: this.id, engine, tier, shape, format, role: this.role }
    return {
      ...row,
      ...(choices && { choices }),
      ...(this.failure && { failure: this.failure }),
    }
  }
}

/** The quickest rung: what noise does to it, the baseline's null row does not tell. */
const QUICKEST = 'punt-range'

/**
 * Rows for engines. The baseline and the quickest rung run twice: what two instances of one row
 * differ by is what noise looks like.
 */
export function rowsOf(engines: readonly SelectedEngine[]): RunRow[] {
  return engines.flatMap((engine) => {
    const { id, shape } = engine.description
    const { part } = engine
    const rows = [new RunRow(id, engine, part === 'counted' ? 'shape' : part)]
    const twice = part === 'baseline' || (part === 'shape' && shape === QUICKEST)
    return twice ? [...rows, new RunRow(`${id}~null`, engine, 'null')] : rows
  })
}
