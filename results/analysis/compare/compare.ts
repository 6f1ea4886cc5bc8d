/** Compares the first of several runs with each of the others: a pure function of their results. */
import { groupBy, InputError } from '../../../engines/contract/index.js'
import { analyse } from '../index.js'
import { type How, howOf, LEVEL } from '../ratios/judge.js'
import type { Sample } from '../stats/index.js'
import { compareCounts, lostOf } from './counts.js'
import { differencesOf } from './differences.js'
import { parseFilter } from './filter.js'
import { type AnalysedRun, type Gathered, type Gathering, gather } from './gather.js'
import { compareInstructions } from './instructions.js'
import { changeOf } from './interval.js'
import { judge, samplesOf } from './judge.js'
import type { Key } from './keys.js'
import { gatherMeans, meanSides } from './means.js'
import { type Layout, project } from './project.js'
import type {
  Basis,
  ComparedFigure,
  Comparison,
  ComparisonTable,
  NamedResult,
  RunComparison,
} from './types.js'

/** What to compare, and how to lay it out. */
export interface CompareOptions {
  /** What verdicts rest on; by default the time, and the speed-up where the machines differ. */
  by?: Basis
  /** An expression that `parseFilter` reads. */
  filter?: string
  row?: Key[]
  col?: Key[]
}

export const DEFAULT_ROW: readonly Key[] = ['cell', 'shape']
export const DEFAULT_COL: readonly Key[] = ['op']

/**
 * Compares runs. Verdicts are judged together with all comparisons that the whole comes to, over all
 * runs, on both bases, means and merged figures included; what a filter leaves out is none.
 *
 * @param runs the old one first.
 * @throws InputError where there are fewer than two, a filter cannot be read or leaves nothing, or a
 *   key names both lines and columns.
 */
export function compareResults(
  runs: readonly NamedResult[],
  { by, filter, row = [...DEFAULT_ROW], col = [...DEFAULT_COL] }: CompareOptions = {},
): Comparison {
  const [old, ...others] = runs.map(analysed)
  if (old === undefined || others.length === 0) {
    throw new InputError('compare takes two runs or more: the old one first')
  }
  const both = row.find((key) => col.includes(key))
  if (both !== undefined) throw new InputError(`--row and --col both have ${both}`)
  const keep = filter === undefined ? () => true : parseFilter(filter)

  const passes = others.map((now) => firstPass(old, now, gather(old, now, keep), by))
  if (filter !== undefined && passes.every(({ gathering }) => isEmpty(gathering))) {
    throw new InputError(`--filter ${filter}: nothing of these runs is kept by it`)
  }
  const layouts = project(
    passes.flatMap(({ gathering }) => gathering.gathered),
    row,
    col,
  )
  const comparisons = [...passes.flatMap(({ samples }) => samples), ...mergedSamples(layouts)]
  const how = howOf(comparisons)
  const finished = new Map<Gathered, Finished>()
  const against = passes.map(({ finish }) => finish(how, finished))
  return {
    runs: [old, ...others].map(({ name, result, analysis }) => {
      const { machine, options, run, tool } = result
      return { name, run, options, tool, machine, warnings: analysis.warnings }
    }),
    family: { level: LEVEL, comparisons: comparisons.length },
    request: { ...(by && { by }), ...(filter !== undefined && { filter }), row, col },
    against,
    tables: layouts.map((layout) => finishTable(layout, how, finished)),
  }
}

function analysed({ name, result }: NamedResult): AnalysedRun {
  return { name, result, analysis: analyse(result) }
}

/** A newer run against the old one, before all comparisons are known. */
interface Pass {
  gathering: Gathering
  /** One of each comparison that has an interval. */
  samples: Sample[]
  /** @param finished is given the figures, for tables. */
  finish(how: How, finished: Map<Gathered, Finished>): RunComparison
}

function firstPass(
  old: AnalysedRun,
  now: AnalysedRun,
  gathering: Gathering,
  by: Basis | undefined,
): Pass {
  const { counted, gathered, instructed, paced, sameRun, uncounted, ...lists } = gathering
  const differences = differencesOf(old.result, now.result)
  const basis = by ?? (differences.some(({ machine }) => machine) ? 'speed-up' : 'time')
  const instructions = compareInstructions(old.result, now.result, instructed, uncounted)
  const means = gatherMeans(gathered)
  const paces = pacesOf(paced)
  return {
    gathering,
    samples: [
      ...[...gathered, ...means].flatMap(({ sides }) => samplesOf(sides)),
      ...paces.flatMap(({ sides }) => sides.time.sample ?? []),
    ],
    finish: (how, finished) => ({
      name: now.name,
      sameRun,
      basis,
      differences,
      ...lists,
      counts: compareCounts(counted, lostOf(uncounted)),
      instructions,
      paces: paces.flatMap(({ sides, ...pace }) => {
        const change = changeOf(sides.time, how.level)
        return change ? [{ ...pace, change }] : []
      }),
      figures: gathered.map((one) => {
        const figure = finishFigure(one, basis, how)
        finished.set(one, { figure, basis })
        return figure
      }),
      means: means.map(({ sides, ...mean }) => ({
        ...mean,
        ...judge(sides, basis, how, undefined),
      })),
    }),
  }
}

/** Merged figures: those that stand for themselves are counted already. */
function mergedSamples(layouts: readonly Layout[]): Sample[] {
  return layouts
    .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
    .filter((members) => members.length > 1)
    .flatMap((members) => samplesOf(meanSides(members)))
}

/** A figure and the basis of its run. */
interface Finished {
  figure: ComparedFigure
  basis: Basis
}

function pacesOf(paced: readonly Gathered[]) {
  return [...groupBy(paced, ({ row }) => row.id)].map(([row, figures]) => {
    const [{ role }] = figures.map((figure) => figure.row)
    return { row, role, cells: figures.length, sides: meanSides(figures) }
  })
}

function isEmpty({ gathered, counted, vanished, appeared, notCompared }: Gathering): boolean {
  const lists = [gathered, counted, notCompared, ...[vanished, appeared].flatMap(Object.values)]
  return lists.every(({ length }) => length === 0)
}

function finishFigure(figure: Gathered, basis: Basis, how: How): ComparedFigure {
  const { cell, row, op, keys, nsPerOperation, generations, counts, noiseFloor, sides } = figure
  return {
    cell: cell.id,
    row: row.id,
    op,
    keys,
    ...judge(sides, basis, how, noiseFloor),
    nsPerOperation,
    generations,
    counts,
    ...(noiseFloor !== undefined && { noiseFloor }),
  }
}

function finishTable(
  { rows, ...layout }: Layout,
  how: How,
  finished: ReadonlyMap<Gathered, Finished>,
): ComparisonTable {
  return {
    ...layout,
    rows: rows.map(({ values, cells }) => ({
      values,
      figures: cells.map((members) => {
        const parts = members.flatMap((member) => finished.get(member) ?? [])
        const [first] = parts
        if (first === undefined) return undefined
        const { basis, figure } = first
        const one = parts.length === 1
        const { changes, verdict, smallestResolvable } = one
          ? figure
          : judge(meanSides(members), basis, how, undefined)
        return {
          changes,
          verdict,
          ...(smallestResolvable !== undefined && { smallestResolvable }),
          basis,
          figures: parts.length,
          ...(one && { nsPerOperation: figure.nsPerOperation }),
          countsChanged: parts.filter((part) => part.figure.counts === 'changed').length,
        }
      }),
    })),
  }
}
