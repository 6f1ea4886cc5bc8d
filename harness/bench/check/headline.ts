/** The cells whose instructions every run counts. */
import { MODES } from '../../../engines/contract/index.js'
import type { Layout } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'

/**
 * The cells that the answers rest on: buffers of every size whose leaves are cleared one by one, and
 * the first cell of what changes that answer: whole tables dropped, blocks, and each other mode.
 */
export function headlineCells<T extends { cell: Cell }>(
  cells: readonly T[],
  layoutOf: (cell: Cell) => Layout | undefined,
): T[] {
  const plain = cells.filter(({ cell }) => isPlainSweep(cell))
  const strict = plain.filter(({ cell }) => cell.mode === 'coherent-strict')
  const sweeps = cells.filter(({ cell }) => cell.workload === 'sweep')
  const chosen = new Set([
    ...strict.filter(({ cell }) => layoutOf(cell) === 'keep'),
    ...firstOf(sweeps, ({ cell }) => isStrict(cell) && layoutOf(cell) === 'free'),
    ...firstOf(sweeps, ({ cell }) => isStrict(cell) && layoutOf(cell) === 'block'),
    ...MODES.slice(1).flatMap((mode) => firstOf(plain, ({ cell }) => cell.mode === mode)),
  ])
  return cells.filter((cell) => chosen.has(cell))
}

function isPlainSweep({ alignment, segments, workload }: Cell): boolean {
  const aligned = alignment === undefined || alignment === 'aligned'
  return workload === 'sweep' && aligned && segments === undefined
}

function isStrict({ mode }: Cell): boolean {
  return mode === 'coherent-strict'
}

function firstOf<T>(items: readonly T[], is: (item: T) => boolean): T[] {
  return items.filter(is).slice(0, 1)
}
