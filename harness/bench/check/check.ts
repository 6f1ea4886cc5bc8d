import { eachAtOnce } from '../../../engines/contract/index.js'
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
import type { Checked } from '../worker/protocol.js'
import { type CheckRequest, checkEngine } from './check-engine.js'
import { GateCache } from './gate-cache.js'

/** What the gate and the counts found: by cell id, then by engine id. */
export type Checks = Map<string, Map<string, Checked>>

export interface CheckOptions {
  /** Of the gate's choice of pages. */
  seed: number
  /** Milliseconds without an answer after which an engine counts as hung. */
  hangMs: number
  /** Whether what earlier runs found is not taken from the cache; it is written all the same. */
  checkAgain: boolean
  spawn: Spawn
  progress: Progress
  interruption: Interruption
}

/** What came of checking a run's engines. */
export interface Checking {
  checked: Checks
  /** Engines in cells that passed: how many in all, and how many of them by the cache. */
  gate: { passed: number; kept: number }
}

/**
 * Gates and counts every engine on every tape, an engine a process, several at a time: nothing is
 * timed yet. What an earlier run found of the same engine on the same tape is taken from the cache.
 * All rows of an engine that fails fail with it.
 */
export async function checkEngines(
  rows: readonly RunRow[],
  cells: readonly PlannedCell[],
  options: CheckOptions,
): Promise<Checking> {
  const { checkAgain, interruption, progress, seed } = options
  const checked: Checks = new Map(cells.map(({ cell }) => [cell.id, new Map()]))
  const gate = { passed: 0, kept: 0 }
  const cache = new GateCache()
  const engines = [...new Set(rows.filter(({ alive }) => alive).map(({ engine }) => engine))]
  await eachAtOnce(engines, async (engine) => {
    if (interruption.requested) return
    const { id } = engine.description
    const cached = cacheable(engine)
    const passed = ({ cell }: CheckRequest, found: Checked) => {
      checked.get(cell)?.set(id, found)
      gate.passed++
    }
    const left = cells
      .filter(
        ({ counted, rows }) =>
          counted.includes(engine) || rows.some((row) => row.engine === engine),
      )
      .map(({ cell, tape }) => ({ cell: cell.id, domain: cell.domain, tape, seed }))
      .filter((request) => {
        const known = cached !== undefined && !checkAgain
        const found = known ? cache.read(cached, request) : undefined
        if (found === undefined) return true
        passed(request, found)
        gate.kept++
        return false
      })
    if (left.length === 0) return
    progress.update(`checking ${id}`)
    try {
      for await (const [request, found] of checkEngine(engine.reference, left, options)) {
        passed(request, found)
        if (cached !== undefined) cache.save(cached, request, found)
        if (interruption.requested) break
      }
    } catch (error) {
      const failure = failureOf(error, 'gate')
      for (const row of rows) if (row.engine === engine) row.failure ??= failure
    }
  })
  cache.dropOldest()
  return { checked, gate }
}

/** The engine as the cache knows it; of a module of the user's own nobody knows what it imports. */
function cacheable({ reference }: SelectedEngine): Engine | undefined {
  return isModulePath(reference) ? undefined : allEngines().find(({ id }) => id === reference)
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
