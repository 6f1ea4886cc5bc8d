/** Rolling back a map that failed: by the caller, or in the page table itself. */
import type { CellAnalysis, Judged, RowAnalysis } from '../../results/analysis/index.js'
import type { CellGroup } from './groups.js'
import { judgedIn } from './key-shapes.js'

/** The shape whose page table undoes a failed map itself. */
export const LAYERED = 'layered-rollback'

/** A failing map and its rollback, timed together, both ways. */
export interface Rollback {
  cell: CellAnalysis
  caller: RowAnalysis
  layered: RowAnalysis
  callerNs: number
  layeredNs: number
  /** time(caller's) / time(layered): above 1, the caller's is the slower way. */
  ratio: Judged
}

/** Both ways in every cell of a group where both were timed. */
export function rollbacks({ cells, shapes }: CellGroup): Rollback[] {
  const layered = shapes.find(({ shape }) => shape === LAYERED)
  if (layered === undefined) return []
  return cells.flatMap((cell): Rollback[] => {
    const op = judgedIn(cell)
    const { nsPerOperation: layeredNs, steps = [] } = cell.figures[layered.id]?.[op] ?? {}
    const [step] = steps
    const caller = shapes.find(({ id }) => id === step?.over)
    const callerNs = caller && cell.figures[caller.id]?.[op]?.nsPerOperation
    if (caller === undefined || callerNs === undefined) return []
    if (step === undefined || layeredNs === undefined) return []
    return [{ cell, caller, layered, callerNs, layeredNs, ratio: step }]
  })
}
