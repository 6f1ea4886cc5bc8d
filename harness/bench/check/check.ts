import { eachAtOnce, PAGE, phaseBytes } from '../../../engines/contract/index.js'
import { allEngines, type Engine } from '../../../engines/index.js'
import { type Layout, layoutOf } from '../../../results/record/index.js'
import { type Cell, smallestPage } from '../../../workloads/index.js'
import { isModulePath } from '../../engine/reference.js'
import { failureOf } from '../../processes/failure.js'
import type { Spawn } from '../../processes/kind.js'
import type { Interruption } from '../../terminal/interruption.js'
import type { Progress } from '../../terminal/progress.js'
import type { PlannedCell } from '../plan/cell.js'
import type { RunRow, SelectedEngine } from '../plan/rows.js'
import { CHECKING, type Checked } from '../worker/protocol.js'
import { GateCache } from './gate-cache.js'

/** What the gate and the counts found: by cell id, then by engine id. */
export type Checks = Map<string, Map<string, Checked>>

export interface CheckOptions {
  /** Of the gate's choice of pages. */
  seed: number
  hangMs: number
  /** Whether what earlier runs found is not taken from the cache; it is written all the same. */
  again: boolean
  spawn: Spawn
}

/** What came of checking a run's engines. */
export interface Checking {
  checked: Checks
  /** Engines in cells that passed: how many in all, and how many of them by the cache. */
  gate: { passed: number; kept: number }
}

/** The model goes page by page; this much more patience for each of them. */
const MS_PER_PAGE = 0.05

/**
 * Gates and counts every engine on every tape, an engine a process, several at a time: nothing is
 * timed yet. What an earlier run found of the same engine on the same tape is taken from the cache.
 * All rows of an engine that fails fail with it.
 */
export async function checkEngines(
  rows: readonly RunRow[],
  cells: readonly PlannedCell[],
  options: CheckOptions,
  progress: Progress,
  interruption: Interruption,
): Promise<Checking> {
  const { again, seed } = options
  const checked: Checks = new Map(cells.map(({ cell }) => [cell.id, new Map()]))
  const gate = { passed: 0, kept: 0 }
  const cache = new GateCache()
  const builtIn = allEngines()
  const engines = [...new Set(rows.filter(({ alive }) => alive).map(({ engine }) => engine))]
  const tasks = engines.map((engine) => {
    const own = cells.filter(
      ({ counted, rows }) => counted.includes(engine) || rows.some((row) => row.engine === engine),
    )
    const cached = cacheable(engine, builtIn)
    const passed = ({ cell }: PlannedCell, found: Checked) => {
      checked.get(cell.id)?.set(engine.description.id, found)
      gate.passed++
    }
    const left = own.filter((planned) => {
      const found =
        again || cached === undefined ? undefined : cache.read(cached, subjectOf(planned, seed))
      if (found === undefined) return true
      passed(planned, found)
      gate.kept++
      return false
    })
    const onPassed = (planned: PlannedCell, found: Checked) => {
      passed(planned, found)
      if (cached !== undefined) cache.save(cached, subjectOf(planned, seed), found)
    }
    return { engine, left, onPassed }
  })
  await eachAtOnce(
    tasks.filter(({ left }) => left.length > 0),
    async ({ engine, left, onPassed }) => {
      if (interruption.requested) return
      progress.update(`checking ${engine.description.id}`)
      const failure = await checkEngine(engine, left, options, interruption, onPassed)
      for (const row of rows) if (row.engine === engine) row.failure ??= failure
    },
  )
  cache.dropOldest()
  return { checked, gate }
}

/** The engine as the cache knows it; of a module of the user's own nobody knows what it imports. */
function cacheable({ reference }: SelectedEngine, builtIn: readonly Engine[]): Engine | undefined {
  return isModulePath(reference) ? undefined : builtIn.find(({ id }) => id === reference)
}

function subjectOf({ cell, tape }: PlannedCell, seed: number) {
  return { domain: cell.domain, tape, seed }
}

/** Checks one engine in cells until one fails, or the run is to stop. */
async function checkEngine(
  engine: SelectedEngine,
  cells: readonly PlannedCell[],
  { hangMs, seed, spawn }: CheckOptions,
  interruption: Interruption,
  onPassed: (planned: PlannedCell, found: Checked) => void,
): Promise<RunRow['failure']> {
  const worker = spawn(CHECKING)
  try {
    await worker.request('open', { engine: engine.reference }, hangMs)
    for (const planned of cells) {
      if (interruption.requested) break
      const { cell, tape } = planned
      const pages = tape.phases.reduce((sum, phase) => sum + phaseBytes(tape, phase), 0) / PAGE
      const found = await worker.request(
        'check',
        { cell: cell.id, domain: cell.domain, tape, seed },
        hangMs + pages * MS_PER_PAGE,
      )
      onPassed(planned, found)
    }
    return undefined
  } catch (error) {
    return failureOf(error, 'gate')
  } finally {
    worker.stop()
  }
}

/** A cell's layout by the counts of its first baseline; `undefined` where none was counted. */
export function layoutIn(
  { domain, id }: Cell,
  rows: readonly RunRow[],
  checked: Checks,
): Layout | undefined {
  const counts = rows
    .filter(({ role }) => role === 'baseline')
    .map(({ engine }) => checked.get(id)?.get(engine.description.id)?.counts)
    .find((counted) => counted !== undefined)
  return counts && layoutOf(counts, smallestPage(domain.pgsizeBitmap))
}
