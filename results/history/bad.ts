/** What makes a tree bad, for `git bisect run`: an expression over exact figures. */
import { COUNTER_NAMES, type Counter, InputError, nearest } from '../../engines/contract/index.js'
import { HISTORY_OPS, type HistoryOp } from './changes.js'
import type { Figures, HistoryVersion } from './schema.js'

/** `counts:unmap:writeBacks:1M@4K/non-coherent>1`, `instructions:map>v6.1`. */
export interface Bad {
  op: HistoryOp
  figure: Counter | 'instructions'
  /** One cell's id; every cell where absent. */
  cell?: string
  compare: Operator
  /** A number, or a tree of which the same figure is taken. */
  against: { number: number } | { tree: string }
}

const COMPARE = {
  '>=': (a: number, b: number) => a >= b,
  '<=': (a: number, b: number) => a <= b,
  '!=': (a: number, b: number) => a !== b,
  '==': (a: number, b: number) => a === b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
} as const
type Operator = keyof typeof COMPARE

const FORM =
  'counts:DIRECTION:COUNTER[:CELL] or instructions:DIRECTION[:CELL], one of > < >= <= == != and a number or a revision, such as counts:unmap:tlbAdds:1M@4K>256'

/** @throws InputError saying what of it is not known. */
export function parseBad(text: string, cells: readonly string[]): Bad {
  const parsed = /^([^<>=!]+)(>=|<=|!=|==|>|<)([^<>=!]+)$/.exec(text.replaceAll(' ', ''))
  const refuse = (why: string) => new InputError(`--bad ${text}: ${why}`)
  if (parsed === null) throw refuse(`it is not ${FORM}`)
  const [, left = '', operator = '', value = ''] = parsed
  const [kind = '', direction = '', ...rest] = left.split(':')
  const op = HISTORY_OPS.find((one) => one === direction)
  if (kind !== 'counts' && kind !== 'instructions')
    throw refuse(`${kind} is neither counts nor instructions`)
  if (op === undefined) throw refuse(`${direction} is neither map nor unmap`)
  const counter = kind === 'counts' ? rest.shift() : undefined
  const figure = kind === 'counts' ? COUNTER_NAMES.find((one) => one === counter) : kind
  if (figure === undefined) {
    throw refuse(
      `no counter is called ${counter ?? 'nothing'}${nearest(counter ?? '', COUNTER_NAMES)}`,
    )
  }
  const [cell] = rest
  if (rest.length > 1 || (cell !== undefined && !cells.includes(cell))) {
    throw refuse(`no buffer is called ${rest.join(':')}; there are ${cells.join(', ')}`)
  }
  const number = Number(value)
  return {
    op,
    figure,
    compare: operator as Operator,
    ...(cell !== undefined && { cell }),
    against: Number.isNaN(number) ? { tree: value } : { number },
  }
}

/** What a tree comes to: a line for each cell of each row, the bad ones first; none where nothing can be said. */
export interface Verdict {
  bad: boolean
  lines: string[]
}

/** @param other the tree that it is held against, where it is one. */
export function judge(bad: Bad, tree: HistoryVersion, other?: HistoryVersion): Verdict {
  const found = tree.rows.flatMap(({ cells, row, series }) =>
    Object.entries(cells).flatMap(([cell, byOp]) => {
      if (bad.cell !== undefined && cell !== bad.cell) return []
      const value = figureOf(bad, byOp[bad.op])
      const limit =
        'number' in bad.against
          ? bad.against.number
          : figureOf(bad, other?.rows.find((one) => one.series === series)?.cells[cell]?.[bad.op])
      if (value === undefined || limit === undefined) return []
      const isBad = COMPARE[bad.compare](value, limit)
      return [
        {
          isBad,
          line: `${row} ${cell}: ${bad.op} ${bad.figure} ${value}, ${isBad ? '' : 'not '}${bad.compare} ${limit}`,
        },
      ]
    }),
  )
  const ordered = found.toSorted((a, b) => Number(b.isBad) - Number(a.isBad))
  return { bad: found.some(({ isBad }) => isBad), lines: ordered.map(({ line }) => line) }
}

function figureOf({ figure }: Bad, figures: Figures | undefined): number | undefined {
  return figure === 'instructions' ? figures?.instructions : figures?.counts[figure]
}
