/** Compares the first of several runs with each of the others: a pure function of their results. */
import { groupBy, InputError } from '../../../engines/contract/index.js'
import { analyse } from '../index.js'
import { type How, howOf, LEVEL } from '../ratios/judge.js'
import type { Sample } from '../stats/index.js'
import { compareCounts } from './counts.js'
import { differencesOf } from './differences.js'
import { parseFilter } from './filter.js'
import { type AnalysedRun, type Gathered, type Gathering, gather } from './gather.js'
import { compareInstructions } from './instructions.js'
import { changeOf, type Sides } from './interval.js'
import { judge, samplesOf } from './judge.js'
import type { Key } from './keys.js'
import { type GatheredMean, gatherMeans, meanSides } from './means.js'
import { type Layout, project } from './project.js'
import type {
  Basis,
  ComparedFigure,
  ComparedMean,
  Comparison,
  ComparisonTable,
  Difference,
  NamedResult,
  Pace,
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
  const against = passes.map((pass) => secondPass(pass, how, finished))
  return {
    runs: [old, ...others].map(({ name, result, analysis }) => ({
      name,
      run: result.run,
      options: result.options,
      tool: result.tool,
      machine: result.machine,
      warnings: analysis.warnings,
    })),
    family: { level: LEVEL, comparisons: comparisons.length },
    request: { ...(by && { by }), ...(filter !== undefined && { filter }), row, col },
    against,
    tables: layouts.map((layout) => finishTable(layout, how, finished)),
  }
}

function analysed({ name, result }: NamedResult): AnalysedRun {
  return { name, result, analysis: analyse(result) }
}

/** Samples, before all of them are known. */
interface Pass {
  name: string
  instructions: RunComparison['instructions']
  basis: Basis
  differences: Difference[]
  gathering: Gathering
  means: GatheredMean[]
  paces: Array<Omit<Pace, 'change'> & { sides: Record<Basis, Sides> }>
  /** One of each comparison that has an interval. */
  samples: Sample[]
}

function firstPass(
  old: AnalysedRun,
  now: AnalysedRun,
  gathering: Gathering,
  by: Basis | undefined,
): Pass {
  const differences = differencesOf(old.result, now.result)
  const means = gatherMeans(gathering.gathered)
  const paces = pacesOf(gathering.paced)
  return {
    name: now.name,
    instructions: compareInstructions(old.result, now.result, gathering.instructed),
    basis: by ?? (differences.some(({ machine }) => machine) ? 'speed-up' : 'time'),
    differences,
    gathering,
    means,
    paces,
    samples: [
      ...[...gathering.gathered, ...means].flatMap(({ sides }) => samplesOf(sides)),
      ...paces.flatMap(({ sides }) => sides.time.sample ?? []),
    ],
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

function pacesOf(paced: readonly Gathered[]): Pass['paces'] {
  return [...groupBy(paced, ({ row }) => row.id)].flatMap(([row, figures]) => {
    const role = figures[0]?.row.role
    if (role === undefined) return []
    return [{ row, role, cells: figures.length, sides: meanSides(figures) }]
  })
}

function isEmpty({ gathered, counted, vanished, appeared, notCompared }: Gathering): boolean {
  const lists = [
    gathered,
    counted,
    vanished.cells,
    vanished.rows,
    appeared.cells,
    appeared.rows,
    notCompared,
  ]
  return lists.every(({ length }) => length === 0)
}

/** @param finished is given the figures, for tables. */
function secondPass(pass: Pass, how: How, finished: Map<Gathered, Finished>): RunComparison {
  const { name, basis, differences, gathering, instructions, means, paces } = pass
  const { vanished, appeared, failed, notCompared, layouts: changedLayouts } = gathering
  const figures = gathering.gathered.map((gathered) => {
    const figure = finishFigure(gathered, basis, how)
    finished.set(gathered, { figure, basis })
    return figure
  })
  return {
    name,
    sameRun: gathering.sameRun,
    basis,
    differences,
    vanished,
    appeared,
    failed,
    notCompared,
    layouts: changedLayouts,
    counts: compareCounts(gathering.counted, gathering.uncounted),
    instructions,
    paces: paces.flatMap(({ sides, ...pace }) => {
      const change = changeOf(sides.time, how.level)
      return change ? [{ ...pace, change }] : []
    }),
    figures,
    means: means.map(
      ({ sides, ...mean }): ComparedMean => ({
        ...mean,
        ...judge(sides, basis, how, undefined),
      }),
    ),
  }
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
