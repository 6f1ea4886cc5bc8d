import { groupBy, type Random } from '../../../engines/contract/index.js'
import type { CellResult, Result } from '../../../results/record/index.js'
import { shuffled } from '../../bench/plan/order.js'
import { sameRows } from './roles.js'

/**
 * A family of some of the generations that were measured: each of another link order, drawn without
 * replacement, and in each cell of each generation the rows that are the same code change places by
 * chance. What such a family shows is as true as what a measured one does, and there are many.
 */
export function resampledFamily(measured: Result, generations: number, random: Random): Result {
  const drawn = new Set(draw(measured, generations, random))
  const same = sameRows(measured)
  return {
    ...measured,
    cells: measured.cells.map((cell) => permuted(cell, drawn, same, random)),
  }
}

/** How many generations a resampled family can have. */
export function mostGenerations(measured: Result): number {
  return byLinkOrder(measured).length
}

function draw(measured: Result, generations: number, random: Random): number[] {
  const orders = shuffled(byLinkOrder(measured), random).slice(0, generations)
  return orders.flatMap((numbers) => shuffled(numbers, random).slice(0, 1))
}

/** The generations of each link order; each of its own where there are none. */
function byLinkOrder({ cells: [cell] }: Result): number[][] {
  const { generation = [], linkOrder } = cell?.rounds ?? {}
  const orderOf = (number: number) => linkOrder?.[generation.indexOf(number)] ?? number
  return [...groupBy([...new Set(generation)], (number) => String(orderOf(number))).values()]
}

function permuted(
  cell: CellResult,
  drawn: ReadonlySet<number>,
  same: readonly string[],
  random: Random,
): CellResult {
  const { generation, linkOrder, order } = cell.rounds
  const kept = [...generation.keys()].filter((round) => drawn.has(generation[round]))
  const places = new Map(
    [...drawn].map((number) => {
      const others = shuffled(same, random)
      return [number, new Map(same.map((row, at) => [row, others[at]]))]
    }),
  )
  const sourceOf = (row: string, round: number) => places.get(generation[round])?.get(row) ?? row
  return {
    ...cell,
    rounds: {
      generation: kept.map((round) => generation[round]),
      ...(linkOrder && { linkOrder: kept.map((round) => linkOrder[round]) }),
      order: kept.map((round) => order[round]),
    },
    ns: Object.fromEntries(
      Object.entries(cell.ns).map(([row, ops]) => [
        row,
        Object.fromEntries(
          Object.keys(ops).map((op) => [
            op,
            kept.map(
              (round) => cell.ns[sourceOf(row, round)]?.[op as keyof typeof ops]?.[round] ?? null,
            ),
          ]),
        ),
      ]),
    ),
  }
}
