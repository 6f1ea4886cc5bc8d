/** The times of a cell's rounds, for whoever wants to see them as they were measured. */

import type { CellResult, Op } from '../../record/index.js'
import type { CellAnalysis } from './types.js'

/** The times of a cell's rounds as they were measured, in the order that they were run. */
export interface Samples {
  /** One entry a round. */
  generation: number[]
  /** Row id, then direction: nanoseconds for one operation, one entry a round. */
  nsPerOperation: Record<string, Partial<Record<Op, Array<number | null>>>>
}

/** A cell's times for one operation, in the order that the rounds were run. */
export function samplesOf(cell: CellResult, operations: CellAnalysis['operations']): Samples {
  const nsPerOperation: Samples['nsPerOperation'] = {}
  for (const [row, columns] of Object.entries(cell.ns)) {
    const times: Samples['nsPerOperation'][string] = {}
    for (const op of cell.ops) {
      const each = operations[op]
      const column = columns[op]
      if (each && column) times[op] = column.map((ns) => (ns === null ? null : ns / each))
    }
    nsPerOperation[row] = times
  }
  return { generation: cell.rounds.generation, nsPerOperation }
}
