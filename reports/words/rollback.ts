/** Rolling back a map that failed: by the caller, or in the page table itself. */
import { sameCounts } from '../../engines/contract/index.js'
import type {
  CellAnalysis,
  Figure,
  FigureOp,
  Judged,
  RowAnalysis,
} from '../../results/analysis/types.js'
import { judgedIn } from './claims.js'
import { type CellGroup, figureOf } from './groups.js'

/** The shape whose page table undoes a failed map itself. */
const LAYERED = 'layered-rollback'
/** Shapes whose caller undoes it, the nearest to `LAYERED` first: their maps differ the least. */
const CALLERS = ['whole-run', 'map-unmap-pages']

/** A failing map and its rollback, timed together, both ways. */
export interface Rollback {
  cell: CellAnalysis
  op: FigureOp
  caller: RowAnalysis
  layered: RowAnalysis
  callerNs: number
  layeredNs: number
  /** time(caller's) / time(layered): above 1, the caller's is the slower way; absent without intervals. */
  ratio?: Judged
}

/** Both ways in every cell of a group where both were timed. */
export function rollbacks(group: CellGroup): Rollback[] {
  const layered = group.shapes.find(({ shape }) => shape === LAYERED)
  if (layered === undefined) return []
  return group.cells.flatMap((cell): Rollback[] => {
    const op = judgedIn(cell)
    const other = figureOf(cell, layered.id, op)
    const [caller] = CALLERS.flatMap((name) =>
      group.shapes.filter(({ shape }) => shape === name),
    ).filter((row) => figureOf(cell, row.id, op)?.nsPerOperation !== undefined)
    if (caller === undefined) return []
    const own = figureOf(cell, caller.id, op)
    const callerNs = own?.nsPerOperation
    const layeredNs = other?.nsPerOperation
    if (own === undefined || callerNs === undefined) return []
    if (other === undefined || layeredNs === undefined) return []
    const ratio = ratioOf(own, other, cell.nullBand[op] ?? 0)
    return [{ cell, op, caller, layered, callerNs, layeredNs, ...(ratio && { ratio }) }]
  })
}

/**
 * The ratio of two rows from their speed-ups over the same baseline. Since all intervals of a run
 * hold together, so does the quotient of two of them: it is wider than one from pairs would be, and
 * never too narrow.
 */
function ratioOf(caller: Figure, layered: Figure, nullBand: number): Judged | undefined {
  if (caller.speedup === undefined || layered.speedup === undefined) return undefined
  const interval = {
    estimate: layered.speedup.estimate / caller.speedup.estimate,
    low: layered.speedup.low / caller.speedup.high,
    high: layered.speedup.high / caller.speedup.low,
  }
  const effect = Math.exp(Math.abs(Math.log(interval.estimate))) - 1
  const resolved = (interval.low > 1 || interval.high < 1) && effect > nullBand
  const sameWork =
    caller.counts !== undefined &&
    layered.counts !== undefined &&
    sameCounts(caller.counts, layered.counts)
  return { interval, resolved: resolved && !sameWork, sameWork }
}
