/** Times what was built, as a run of its own, and puts the times beside the counts. */
import { useKernels } from '../../engines/index.js'
import { linuxTierIn } from '../../engines/linux/index.js'
import { analyse } from '../../results/analysis/index.js'
import type { History } from '../../results/history/index.js'
import { runBench } from '../bench/run/run.js'
import { selectEngines } from '../bench/selection/select-engines.js'
import { HISTORY_CELLS } from './cells.js'
import type { Taken, TakeOptions } from './take.js'

interface TimeOptions extends Pick<TakeOptions, 'interruption' | 'progress' | 'spawn'> {
  seconds: number
  /** Folder that runs lie in. */
  base: string
  arguments: readonly string[]
}

const HANG_MS = 30_000
const SEED = 1

/**
 * Versions with the same builds are timed once, all in one run, which is saved with its reports' source.
 *
 * @returns the run's folder, and the history with nanoseconds a page; `undefined` where Ctrl-C came first.
 */
export async function timeHistory(
  { history, tiers }: Taken,
  { base, seconds, ...how }: TimeOptions,
): Promise<{ history: History; folder: string } | undefined> {
  const named = new Map<string, string>()
  for (const [version, { builds }] of tiers) {
    const folders = builds.map(({ folder }) => folder).join('\n')
    if (!named.has(folders)) named.set(folders, `linux-${version.replace(/[^\w.-]+/g, '-')}`)
  }
  const tierOf = (version: string) =>
    named.get((tiers.get(version)?.builds ?? []).map(({ folder }) => folder).join('\n'))
  useKernels([...named].map(([folders, tier]) => linuxTierIn(tier, folders.split('\n'))))
  const rows = history.versions.flatMap(({ name, rows }) =>
    rows.map(({ row }) => `${tierOf(name)}/${row}`),
  )
  const engines = await selectEngines({ timed: [...new Set(rows)], counted: [] }, HANG_MS)
  const run = await runBench({
    ...how,
    suite: 'history',
    cells: HISTORY_CELLS,
    engines,
    seed: SEED,
    timeSeconds: seconds,
    folder: { base },
    instructions: 'headline',
    host: false,
    checkAgain: false,
    wait: true,
    hangMs: HANG_MS,
  })
  if (run === undefined) return undefined
  const { cells } = analyse(run.result)
  const timed = structuredClone(history)
  for (const { name, rows } of timed.versions) {
    for (const { cells: byCell, row } of rows) {
      for (const [cell, { map, unmap }] of Object.entries(byCell)) {
        const figures = cells.find(({ id }) => id === cell)?.figures[`${tierOf(name)}/${row}`]
        if (map && figures?.map?.nsPerPage) map.nsPerPage = figures.map.nsPerPage
        if (unmap && figures?.unmap?.nsPerPage) unmap.nsPerPage = figures.unmap.nsPerPage
      }
    }
  }
  return { folder: run.folder, history: timed }
}
