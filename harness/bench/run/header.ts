import type { JournalHeader, MeasuredLimit } from '../../../results/record/index.js'
import { projectVersion } from '../../version.js'
import { projectCommit } from '../machine/index.js'
import { describeCell } from '../record/cell.js'
import { tierFacts } from '../record/tiers.js'
import type { Prepared } from './prepare.js'
import type { RunOptions } from './run.js'

/**
 * The header of a run's journal.
 *
 * @param cpu where it is pinned.
 */
export function runHeader(
  options: RunOptions,
  { cells, checked, counted, gate, machine, rows, stepNs }: Prepared,
  startedAt: Date,
  cpu: number | undefined,
  limits: MeasuredLimit[],
): JournalHeader {
  return {
    type: 'header',
    schema: 'unmap-bench/journal',
    version: 1,
    run: { startedAt: startedAt.toISOString(), gate },
    options: {
      suite: options.suite,
      engines: options.engines.map(({ reference }) => reference),
      cells: cells.map(({ cell }) => cell.id),
      seed: options.seed,
      timeSeconds: options.timeSeconds,
      arguments: [...options.arguments],
    },
    tool: { version: projectVersion(), ...projectCommit() },
    clock: { name: 'performance.now', stepNs },
    machine: { ...machine, ...(cpu !== undefined && { pinnedCpu: cpu }) },
    ...tierFacts(rows),
    ...(limits.length > 0 && { limits }),
    ...(counted && { instructions: counted.instructions }),
    ...(options.shard && { shard: options.shard }),
    rows: rows.map((row) => row.toResult()),
    cells: cells.map((cell) => describeCell(cell, rows, checked, counted?.cells.get(cell.cell.id))),
  }
}
