/** Keeps what a row crashed on, and says in its failure where. */
import type { Failure } from '../../../results/record/index.js'
import { relativePath } from '../../terminal/relative-path.js'
import type { PlannedCell } from '../plan/cell.js'
import type { RunRow } from '../plan/rows.js'
import { saveCrash } from './file.js'

/** A process that threw, hung or died; one that lied says so in its message. */
const CRASHES: ReadonlyArray<Failure['kind']> = ['threw', 'hung', 'died']

export class CrashKeeper {
  constructor(
    /** The run's folder, made when it is first asked for. */
    private readonly folder: () => string,
    private readonly cells: readonly PlannedCell[],
    private readonly seed: number,
  ) {}

  /**
   * Saves the tape that a row crashed on, and returns its failure with the command that replays it. One
   * of a row that failed otherwise, or before it met a tape, is as it was.
   */
  keep({ engine }: RunRow, failure: Failure): Failure {
    const planned = this.cells.find(({ cell }) => cell.id === failure.cell)
    if (planned === undefined || !CRASHES.includes(failure.kind)) return failure
    if (failure.message.includes('--tape')) return failure
    const { cell, tape } = planned
    const path = this.folder()
    const file = saveCrash(path, engine.description.id, {
      engine: engine.reference,
      cell: cell.id,
      seed: this.seed,
      failure,
      domain: cell.domain,
      tape,
    })
    const command = `npm run bench -- --tape ${relativePath(`${path}/${file}`)}`
    return { ...failure, message: `${failure.message}; again: ${command}` }
  }
}
