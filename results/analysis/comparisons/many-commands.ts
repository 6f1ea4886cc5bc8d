/** Where a call shape takes many more invalidation commands than the baseline: no time shows it. */
import type { Counter } from '../../../engines/contract/index.js'
import type { CellResult, Row } from '../../record/index.js'
import { countsOf, type FigureOp } from '../relations/cell.js'
import { baselineOf } from '../relations/counterparts.js'
import { iommusOfRow } from '../relations/iommus.js'

/** A call shape that takes many more invalidation commands than the baseline, in one cell. */
export interface ManyCommands {
  cell: string
  row: string
  op: FigureOp
  /** The commands' counter: `tlbiList`. */
  counter: Counter
  /** Commands of one operation, and the baseline's. */
  commands: number
  baseline: number
}

/** Times the baseline's commands from which on they are listed. */
const MANY = 2

/** Every row, hardware and cell where they are; unmaps, and mixed operations, invalidate. */
export function manyCommandsOf(cells: readonly CellResult[], rows: readonly Row[]): ManyCommands[] {
  const shapes = rows.filter(({ role }) => role === 'shape')
  return cells.flatMap((cell) =>
    shapes.flatMap((row) => {
      const baseline = baselineOf(row, rows)
      return cell.ops.flatMap((op) => {
        const own = countsOf(cell, row.engine, op)
        const base = baseline && countsOf(cell, baseline.engine, op)
        const operations = cell.operations[op]
        if (own === undefined || base === undefined || !operations) return []
        return iommusOfRow(row).flatMap((counter): ManyCommands[] => {
          const [commands, least] = [own[counter] ?? 0, base[counter] ?? 0]
          if (least === 0 || commands < MANY * least) return []
          return [
            {
              cell: cell.id,
              row: row.id,
              op,
              counter,
              commands: commands / operations,
              baseline: least / operations,
            },
          ]
        })
      })
    }),
  )
}
