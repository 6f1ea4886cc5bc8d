import { PAGE, phaseBytes } from '../../../engines/contract/index.js'
import { allEngines, type Engine } from '../../../engines/index.js'
import type { Interruption } from '../../terminal/interruption.js'
import { pool } from '../../terminal/pool.js'
import type { Progress } from '../../terminal/progress.js'
import { isModulePath } from '../worker/engine.js'
import { WorkerHandle } from '../worker/handle.js'
import type { Checked } from '../worker/protocol.js'
import { failureOf } from './blame.js'
import { GateWords } from './gate-words.js'
import type { PlannedCell } from './planned.js'
import type { RunRow, SelectedEngine } from './rows.js'

/** What the gate and the counts came to: by cell id, then by engine id. */
export type CheckedCells = Map<string, Map<string, Checked>>

export interface CheckOptions {
  /** Of the gate's choice of pages. */
  seed: number
  hangMs: number
  /** Whether no word of an earlier run is believed; words are kept all the same. */
  again: boolean
}

/** What came of checking a run's engines. */
export interface Checking {
  checked: CheckedCells
  /** Engines in cells that passed: how many in all, and how many by an earlier run's word. */
  gate: { passed: number; kept: number }
}

/** The model goes page by page; this much more patience for each of them. */
const MS_PER_PAGE = 0.05

/**
 * Gates and counts every engine on every tape, an engine a process, several at a time: nothing is
 * timed yet. What an earlier run found out of the same engine on the same tape is believed. All rows
 * of an engine that fails fail with it.
 */
export async function checkEngines(
  rows: readonly RunRow[],
  cells: readonly PlannedCell[],
  options: CheckOptions,
  progress: Progress,
  interruption: Interruption,
): Promise<Checking> {
  const { again, seed } = options
  const checked: CheckedCells = new Map(cells.map(({ cell }) => [cell.id, new Map()]))
  const gate = { passed: 0, kept: 0 }
  const words = new GateWords()
  const builtIn = allEngines()
  const engines = [...new Set(rows.filter(({ alive }) => alive).map(({ engine }) => engine))]
  const tasks = engines.map((engine) => {
    const own = cells.filter(
      ({ counted, rows }) => counted.includes(engine) || rows.some((row) => row.engine === engine),
    )
    const keeps = keepable(engine, builtIn)
    const passed = ({ cell }: PlannedCell, word: Checked) => {
      checked.get(cell.id)?.set(engine.description.id, word)
      gate.passed++
    }
    const left = own.filter((planned) => {
      const word =
        again || keeps === undefined ? undefined : words.read(keeps, subjectOf(planned, seed))
      if (word === undefined) return true
      passed(planned, word)
      gate.kept++
      return false
    })
    const onWord = (planned: PlannedCell, word: Checked) => {
      passed(planned, word)
      if (keeps !== undefined) words.keep(keeps, subjectOf(planned, seed), word)
    }
    return { engine, left, onWord }
  })
  await pool(
    tasks.filter(({ left }) => left.length > 0),
    async ({ engine, left, onWord }) => {
      if (interruption.requested) return
      progress.update(`checking ${engine.description.id}`)
      const failure = await checkEngine(engine, left, options, interruption, onWord)
      for (const row of rows) if (row.engine === engine) row.failure ??= failure
    },
  )
  words.dropOldest()
  return { checked, gate }
}

/** The engine of which words are kept; of a module of the user's own nobody knows what it imports. */
function keepable({ reference }: SelectedEngine, builtIn: readonly Engine[]): Engine | undefined {
  return isModulePath(reference) ? undefined : builtIn.find(({ id }) => id === reference)
}

function subjectOf({ cell, tape }: PlannedCell, seed: number) {
  return { domain: cell.domain, tape, seed }
}

/** Checks one engine in cells until one fails, or the run is to stop. */
async function checkEngine(
  engine: SelectedEngine,
  cells: readonly PlannedCell[],
  { hangMs, seed }: CheckOptions,
  interruption: Interruption,
  onWord: (planned: PlannedCell, word: Checked) => void,
): Promise<RunRow['failure']> {
  const worker = new WorkerHandle('checking')
  try {
    await worker.request({ type: 'open', engine: engine.reference }, hangMs)
    for (const planned of cells) {
      if (interruption.requested) break
      const { cell, tape } = planned
      const pages = tape.phases.reduce((sum, phase) => sum + phaseBytes(tape, phase), 0) / PAGE
      const word = await worker.request(
        { type: 'check', cell: cell.id, domain: cell.domain, tape, seed },
        hangMs + pages * MS_PER_PAGE,
      )
      onWord(planned, word)
    }
    return undefined
  } catch (error) {
    return failureOf(error, 'gate')
  } finally {
    worker.stop()
  }
}
