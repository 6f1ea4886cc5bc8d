/** The times of a cell's rounds, for whoever wants to see them as they were measured. */
import type { CellResult } from '../record/index.js'
import type { CellAnalysis, Samples } from './types.js'

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
