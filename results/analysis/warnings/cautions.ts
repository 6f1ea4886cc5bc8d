/** Which warnings a result deserves. */

import type { Result } from '../../record/index.js'
import { opposedByCompilers } from '../comparisons/compilers.js'
import { judgedOf } from '../figures/judged-of.js'
import type { CellAnalysis } from '../figures/types.js'
import { isUnequal } from '../figures/unequal-care.js'
import { effectOf, type Judged } from '../ratios/judge.js'
import { bandFor } from '../ratios/noise.js'
import { timesOf } from '../relations/cell.js'
import { twinOf } from '../relations/counterparts.js'
import { median } from '../stats/index.js'
import { disturbancesOf } from './disturbances.js'
import {
  BUSY_CPUS,
  FEWEST_CLOCK_STEPS,
  FEWEST_GENERATIONS,
  ofWorst,
  UNSTEADY,
  type Warning,
  WIDE_NULL_BAND,
  warnings,
} from './warnings.js'

/** Collects them: the run's own first, then the machine's, then the rows' and cells'. */
export function cautionsOf(result: Result, cells: readonly CellAnalysis[]): Warning[] {
  return [
    ...ofRun(result, cells),
    ...ofMachine(result),
    ...ofRows(result),
    ...ofNoise(result, cells),
    ...ofModes(result, cells),
    ...ofTimes(result, cells),
    ...ofWork(result, cells),
    ...ofCompilers(result, cells),
    ...ofClock(result),
    ...disturbancesOf(result),
  ]
}

function ofRun({ merged, run }: Result, cells: readonly CellAnalysis[]): Warning[] {
  const measured = cells.filter(({ rounds }) => rounds > 0)
  const found: Warning[] = []
  if (run.state === 'interrupted') {
    found.push(warnings.interrupted(cells.length - measured.length, cells.length))
  }
  if (merged !== undefined && merged.missing.length > 0) {
    const { missing, shards } = merged
    found.push(warnings.partial(missing, missing.length + shards.length))
  }
  if (merged?.mixed !== undefined) found.push(warnings.mixed(merged.mixed))
  // Where nothing was timed no more time would help.
  const generations = Math.min(...measured.map((one) => one.generations))
  if (generations < FEWEST_GENERATIONS) found.push(warnings.fewGenerations(generations))
  if (run.notAlone) found.push(warnings.notAlone())
  return found
}

function ofMachine({ machine }: Result): Warning[] {
  const found: Warning[] = []
  for (const when of ['before', 'after'] as const) {
    const state = machine[when]
    if (state && state.busyCpus > BUSY_CPUS) {
      found.push(warnings.busy(when, state.busyCpus, state.load))
    }
  }
  if (machine.virtualised !== 'none' && machine.virtualised !== 'unknown') {
    found.push(warnings.virtualised(machine.virtualised))
  }
  if (machine.governor === 'powersave') found.push(warnings.powersave())
  return found
}

function ofRows({ rows }: Result): Warning[] {
  return rows.flatMap(({ id, role, failure }) =>
    failure ? [warnings.rowFailed(id, role, failure)] : [],
  )
}

function ofNoise({ rows }: Result, cells: readonly CellAnalysis[]): Warning[] {
  const found: Warning[] = []
  const nulls = rows.filter(({ role }) => role === 'null').map(({ id }) => id)
  const without = cells.filter(
    ({ figures, rounds }) => rounds > 0 && !nulls.some((id) => hasEstimate(figures[id])),
  )
  if (without.length > 0) found.push(warnings.noNullRow(without.map(({ id }) => id)))
  const wide = cells
    .map(({ id, nullBand, nullBands = {} }) => ({
      id,
      value: Math.max(0, ...[nullBand, ...Object.values(nullBands)].flatMap(Object.values<number>)),
    }))
    .filter(({ value }) => value > WIDE_NULL_BAND)
  return [...found, ...ofWorst(wide, warnings.wideNullBand)]
}

/** Speed-ups that take two values; listed first are those whose two lie farthest apart. */
function ofModes({ rows }: Result, cells: readonly CellAnalysis[]): Warning[] {
  const nulls = new Set(rows.filter(({ role }) => role === 'null').map(({ id }) => id))
  const found = cells
    .flatMap(({ figures }) => Object.values(figures))
    .flatMap((ops) => Object.values(ops))
    .flatMap(({ cell, modes, op, row }) =>
      modes === undefined || nulls.has(row) ? [] : [{ cell, modes, what: `${op} of ${row}` }],
    )
  if (found.length === 0) return []
  const farthest = byEffect(found, ({ modes: [one, other] }) => one.ratio / other.ratio)
  return [warnings.ratioModes(farthest, cellsOf(found))]
}

/** The farthest from 1 first. */
function byEffect<T>(found: readonly T[], ratioOf: (one: T) => number): T[] {
  return found.toSorted((a, b) => effectOf(ratioOf(b)) - effectOf(ratioOf(a)))
}

function cellsOf(found: ReadonlyArray<{ cell: string }>): string[] {
  return [...new Set(found.map(({ cell }) => cell))]
}

/** Cells whose null rows' times lie further from their twins' than their ratios do. */
function ofTimes({ rows }: Result, cells: readonly CellAnalysis[]): Warning[] {
  const found = cells.flatMap((cell) => {
    const apart = rows
      .filter(({ role }) => role === 'null')
      .flatMap((row) => {
        const [own, twin] = [row, twinOf(row, rows)].map((one) => cell.figures[one?.id ?? ''])
        return cell.ops.flatMap((op) => {
          const [ns, other] = [own?.[op]?.nsPerOperation, twin?.[op]?.nsPerOperation]
          if (ns === undefined || other === undefined) return []
          const effect = effectOf(ns / other)
          return effect > Math.max(UNSTEADY, bandFor(cell, row.format, op) ?? 0) ? [effect] : []
        })
      })
    return apart.length === 0 ? [] : [{ id: cell.id, value: Math.max(...apart) }]
  })
  return ofWorst(found, warnings.timesApart)
}

/** Figures whose times differ while nothing that was counted does, each kind once, with the farthest. */
function ofWork(result: Result, cells: readonly CellAnalysis[]): Warning[] {
  const unequal = new Set(result.rows.filter((row) => isUnequal(result, row)).map(({ id }) => id))
  const kinds = [
    ['contradiction', warnings.contradiction],
    ['same-work', warnings.apart],
  ] as const
  const resolved = cells.flatMap((cell) =>
    ratiosOf(cell)
      .filter(({ judged, row }) => judged.verdict === 'resolved' && !unequal.has(row))
      .map((one) => ({ cell: cell.id, ...one })),
  )
  return kinds.flatMap(([work, warning]) => {
    const found = resolved.filter(({ judged }) => judged.work === work)
    const [farthest] = byEffect(found, ({ judged }) => judged.interval.estimate)
    if (farthest === undefined) return []
    const { cell, judged, short, what } = farthest
    const ratio = `${judged.interval.estimate.toFixed(2)} x`
    return [warning(`${what} ${ratio}`, cellsOf(found), `${cell} ${short} ${ratio}`)]
  })
}

/** Conclusions that depend on the compiler; with the one whose two estimates lie farthest apart. */
function ofCompilers(result: Result, cells: readonly CellAnalysis[]): Warning[] {
  const found = opposedByCompilers(result, cells)
  const [farthest] = byEffect(found, ({ other, own }) => own / other)
  if (farthest === undefined) return []
  const { op, other, own, shape, variant, what } = farthest
  return [
    warnings.compilerDecides(
      `${op} of ${shape} ${what} ${own.toFixed(2)} x, and ${other.toFixed(2)} x in ${variant}`,
      cellsOf(found),
    ),
  ]
}

interface RatioOfRow {
  row: string
  what: string
  /** The same by call shapes alone: `map: punt over range-gather`. */
  short: string
  judged: Judged
}

/** Every ratio of a cell, with what it is of. */
function ratiosOf({ figures }: CellAnalysis): RatioOfRow[] {
  const shape = (row: string) => row.replace(/^[^/]*\/|@.*$/g, '')
  return Object.values(figures)
    .flatMap((ops) => Object.values(ops))
    .flatMap((figure) => {
      const { left, op, row, steps } = figure
      const own = judgedOf(figure)
      return [
        ...(own === undefined
          ? []
          : [
              {
                row,
                what: `${op} of ${row} over the baseline`,
                short: `${op}: ${shape(row)}`,
                judged: own,
              },
            ]),
        ...Object.entries(left).map(([punt, judged]) => ({
          row,
          what: `${op}, time of ${row} over ${punt}'s`,
          short: `${op}: ${punt} over ${shape(row)}`,
          judged,
        })),
        ...steps.map((judged) => ({
          row,
          what: `${op} of ${row} over ${judged.over}`,
          short: `${op}: ${shape(row)} over ${shape(judged.over)}`,
          judged,
        })),
      ]
    })
}

function ofClock({ cells, rows, clock }: Result): Warning[] {
  const coarse = cells
    .map((cell) => {
      const medians = rows.flatMap((row) =>
        cell.ops.map((op) => median(timesOf(cell, row, op).filter((time) => time !== null))),
      )
      const shortest = Math.min(...medians.filter((ns) => ns !== undefined))
      return { id: cell.id, value: shortest / clock.stepNs }
    })
    .filter(({ value }) => value < FEWEST_CLOCK_STEPS)
  const warning = (fewest: number, ids: readonly string[]) =>
    warnings.coarseClock(fewest, clock.stepNs, ids)
  return ofWorst(coarse, warning, Math.min)
}

function hasEstimate(figures: CellAnalysis['figures'][string] = {}): boolean {
  return Object.values(figures).some(({ estimate }) => estimate !== undefined)
}
