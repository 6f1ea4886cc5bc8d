/** The cells whose instructions every run counts. */
import { groupBy, MODES } from '../../../engines/contract/index.js'
import type { Layout } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'

/**
 * The cells that the answers rest on: buffers of every size whose leaves are cleared one by one, and
 * the first cell of what changes that answer: whole tables dropped, blocks, and each other mode. Also
 * the first in which rows make the same calls of buffers that lie in each way, of maps that fail, and of
 * a trace that is alone: where their times differ, only instructions explain it.
 */
export function headlineCells<T extends { cell: Cell }>(
  cells: readonly T[],
  layoutOf: (cell: Cell) => Layout | undefined,
  hasSameCalls: (cell: T) => boolean,
): T[] {
  const plain = cells.filter(({ cell }) => isPlainSweep(cell))
  const strict = plain.filter(({ cell }) => cell.mode === 'coherent-strict')
  const sweeps = cells.filter(({ cell }) => cell.workload === 'sweep')
  const chosen = new Set([
    ...strict.filter(({ cell }) => layoutOf(cell) === 'keep'),
    ...firstOf(sweeps, ({ cell }) => isStrict(cell) && layoutOf(cell) === 'free'),
    ...firstOf(sweeps, ({ cell }) => isStrict(cell) && layoutOf(cell) === 'block'),
    ...firstOfEach(cells.filter((one) => isAsked(one.cell, cells.length) && hasSameCalls(one))),
    ...MODES.slice(1).flatMap((mode) => firstOf(plain, ({ cell }) => cell.mode === mode)),
  ])
  return cells.filter((cell) => chosen.has(cell))
}

function isAsked({ workload }: Cell, cells: number): boolean {
  return workload === 'sweep' || workload === 'rollback' || (workload === 'trace' && cells === 1)
}

/** The first of each workload, and of each way in which its buffers lie. */
function firstOfEach<T extends { cell: Cell }>(cells: readonly T[]): T[] {
  const kinds = groupBy(cells, ({ cell: { alignment = '', segments, workload } }) =>
    [workload, alignment, segments === undefined].join(' '),
  )
  return [...kinds.values()].map(([first]) => first)
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
