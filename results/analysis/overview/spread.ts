/**
 * How speed-ups spread over very many cells: estimates as an analysis makes them, and no verdicts, which
 * depend on all comparisons of a run. Results are added one by one and not held.
 */
import type { CellResult, Layout, Mode, Result, Row, Workload } from '../../record/index.js'
import { type FigureOp, figureOps, timesOf } from '../relations/cell.js'
import { baselineOf } from '../relations/counterparts.js'
import { estimateOf, pairedValues, quantile } from '../stats/index.js'

/** Cells that may be read together, and a row and direction in them. */
interface Group {
  workload: Workload
  /** Absent where the baseline could not be counted. */
  layout?: Layout
  mode: Mode
  row: string
  op: FigureOp
}

/** Ratios, time(per-page) / time(row), by the share of the cells that lie below them. */
export interface Spread extends Group {
  cells: number
  least: number
  tenth: number
  median: number
  ninth: number
  most: number
  /** Share of the cells in which the row is slower than the baseline, by its estimate. */
  slower: number
}

export class Spreads {
  private readonly groups = new Map<string, { group: Group; logs: number[] }>()

  add({ cells, rows }: Pick<Result, 'rows' | 'cells'>): void {
    const compared = rows
      .filter(({ role }) => role === 'shape')
      .flatMap((row) => {
        const baseline = baselineOf(row, rows)
        return baseline === undefined ? [] : [{ row, baseline }]
      })
    for (const cell of cells) {
      for (const op of figureOps(cell)) {
        for (const pair of compared) this.addFigure(cell, op, pair)
      }
    }
  }

  /** In the order in which groups were met. */
  all(): Spread[] {
    return [...this.groups.values()].map(({ group, logs }) => {
      // A quantile of what is in order already is quickly found.
      logs.sort((a, b) => a - b)
      const at = (share: number) => Math.exp(quantile(logs, share) ?? Number.NaN)
      return {
        ...group,
        cells: logs.length,
        least: at(0),
        tenth: at(0.1),
        median: at(0.5),
        ninth: at(0.9),
        most: at(1),
        slower: logs.filter((log) => log < 0).length / logs.length,
      }
    })
  }

  private addFigure(
    cell: CellResult,
    op: FigureOp,
    { baseline, row }: { baseline: Row; row: Row },
  ): void {
    const { layout, mode, rounds, workload } = cell
    const log = estimateOf(
      pairedValues(timesOf(cell, baseline, op), timesOf(cell, row, op), rounds),
    )
    if (log === undefined) return
    const group: Group = { workload, ...(layout && { layout }), mode, row: row.id, op }
    const key = Object.values(group).join(' ')
    const known = this.groups.get(key)
    if (known === undefined) this.groups.set(key, { group, logs: [log] })
    else known.logs.push(log)
  }
}
