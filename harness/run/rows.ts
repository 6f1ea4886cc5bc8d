import type { Failure, Row } from '../../results/index.js'
import type { EngineDescription } from '../worker/protocol.js'

/** An engine as the user named it, and what it is. */
export interface SelectedEngine {
  /** Id of a built-in engine, or path of a module. */
  reference: string
  description: EngineDescription
  /** Whether the others are compared with it. */
  baseline: boolean
}

/** A row of a run: one timing process in each generation. */
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
    const { id: engine, tier, shape, format } = this.engine.description
    const row = { id: this.id, engine, tier, shape, format, role: this.role }
    return this.failure === undefined ? row : { ...row, failure: this.failure }
  }
}

/** Rows for engines: the baseline twice, since the second time is what noise looks like. */
export function rowsOf(engines: readonly SelectedEngine[]): RunRow[] {
  return engines.flatMap((engine) => {
    const { id } = engine.description
    if (!engine.baseline) return [new RunRow(id, engine, 'shape')]
    return [new RunRow(id, engine, 'baseline'), new RunRow(`${id}~null`, engine, 'null')]
  })
}
