/** Keeps what a row crashed on, and says in its failure where. */
import type { Failure } from '../../../results/record/index.js'
import { relativePath } from '../../terminal/relative-path.js'
import type { PlannedCell } from '../plan/cell.js'
import type { RunRow } from '../plan/rows.js'
import { saveCrash } from './file.js'

/** A process that threw, hung or died; one that lied says so in its message. */
const CRASHES: ReadonlyArray<Failure['kind']> = ['threw', 'hung', 'died']

export interface CrashKeeper {
  /** The run's folder, made when it is first asked for. */
  folder(): string
  cells: readonly PlannedCell[]
  seed: number
}

/**
 * Saves the tape that a row crashed on, and adds the command that replays it to the row's failure.
 * Nothing is done for a row that failed otherwise, or before it met a tape.
 */
export function keepCrash(row: RunRow, { cells, folder, seed }: CrashKeeper): void {
  const { engine, failure } = row
  if (failure === undefined || !CRASHES.includes(failure.kind)) return
  const planned = cells.find(({ cell }) => cell.id === failure.cell)
  if (planned === undefined || failure.message.includes('--tape')) return
  const { cell, tape } = planned
  const path = folder()
  const file = saveCrash(path, engine.description.id, {
    engine: engine.reference,
    cell: cell.id,
    seed,
    failure,
    domain: cell.domain,
    tape,
  })
  const command = `npm run bench -- --tape ${relativePath(`${path}/${file}`)}`
  row.failure = { ...failure, message: `${failure.message}; again: ${command}` }
}
