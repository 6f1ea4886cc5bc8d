/** What changes the answer: the same unmap in another build, mode or system. One figure each. */

import { MODE_FACTS, MODES } from '../../engines/contract/index.js'
import {
  type Analysis,
  type CellAnalysis,
  dilutedInterval,
  type Interval,
  type Judged,
  judgedOf,
  opposedByCompilers,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { formatRatio, HALF, OP_WORDS } from '../phrases/index.js'
import { printable } from '../text/index.js'
import { judgedText, ratioText } from './figure-text.js'
import { buffersOf, figureAt, sizeOf, tracesOf } from './places.js'
import type { Screen } from './screen.js'
import { byWords, type Source, shapeOf } from './sources.js'

/** Nanoseconds that an operation may cost beside its calls. */
const OTHER_NS = 2000
const OTHER_WORDS = '2 us of other work an operation'

export function changesOf(
  analysis: Analysis,
  sources: readonly Source[],
): Pick<Screen, 'changed' | 'changes'> {
  const scene = sceneOf(analysis, sources)
  const { changes: diluted, of } = dilutionIn(analysis, sources, scene)
  const compilers = compilersIn(analysis)
  // Without a buffer the trace's own figure is what dilution changes.
  if (scene === undefined)
    return { ...(of !== undefined && { changed: of }), changes: [...diluted, ...compilers] }
  const { cell, judged, row, source } = scene
  return {
    changed: `unmap of ${sizeOf(cell)} by ${HALF} ${judgedText(judged)}`,
    changes: [
      ...variantsIn(analysis, row, cell),
      ...modesIn(analysis, row, cell),
      ...oldIn(analysis, sources, cell, source),
      ...diluted,
      ...compilers,
    ],
  }
}

interface Scene {
  source: Source
  row: RowAnalysis
  cell: CellAnalysis
  judged: Judged
}

/** The buffer whose unmap the changes are told of: one of the size that other modes have too. */
function sceneOf(analysis: Analysis, sources: readonly Source[]): Scene | undefined {
  const { note, places } = buffersOf(analysis)
  if (note !== '') return undefined
  const others = analysis.cells.filter(
    ({ mode, workload }) => workload === 'sweep' && mode !== 'coherent-strict',
  )
  const sized = places.filter(({ cell }) =>
    others.some(({ bufferBytes }) => bufferBytes === cell.bufferBytes),
  )
  for (const source of sources) {
    const row = shapeOf(source, HALF)
    const scenes = (sized.length > 0 ? sized : places).flatMap(({ cell }) => {
      const judged = unmapIn(cell, row)
      return row === undefined || judged === undefined ? [] : [{ source, row, cell, judged }]
    })
    const scene = scenes.at(-1)
    if (scene !== undefined) return scene
  }
  return undefined
}

function unmapIn(cell: CellAnalysis, row: RowAnalysis | undefined): Judged | undefined {
  const figure = figureAt(cell, row, 'unmap')
  const judged = figure && judgedOf(figure)
  return judged?.verdict === 'not-measurable' ? undefined : judged
}

/** Builds of the same code that are timed beside the plain one: retpolines before all. */
function variantsIn({ rows }: Analysis, row: RowAnalysis, cell: CellAnalysis): string[] {
  return rows
    .filter(
      ({ format, role, shape, tier }) =>
        role === 'shape' &&
        shape === row.shape &&
        format === row.format &&
        tier.startsWith(`${row.tier}+`),
    )
    .flatMap((variant) => {
      const judged = unmapIn(cell, variant)
      const name = variant.tier.slice(row.tier.length + 1)
      if (judged === undefined || NOT_TOLD.includes(name)) return []
      return [`${printable(VARIANT_NAMES[name] ?? name)} ${judgedText(judged)}`]
    })
}

const VARIANT_NAMES: Record<string, string> = {
  retpoline: 'retpolines',
  rpm: 'runtime PM around calls',
  spinlock: 'a spinlock around calls',
  'null-tlb-add': 'without tlb_add_page',
}
/** Told where it decides. */
const NOT_TOLD: readonly string[] = ['clang', 'gcc']

/** The same buffer in every other mode. */
function modesIn({ cells }: Analysis, row: RowAnalysis, own: CellAnalysis): string[] {
  const alike = cells.filter(
    (cell) =>
      cell.workload === 'sweep' &&
      cell.bufferBytes === own.bufferBytes &&
      cell.alignment === own.alignment &&
      cell.segments === own.segments &&
      cell.pgsizeBitmap === own.pgsizeBitmap,
  )
  return MODES.slice(1).flatMap((mode) => {
    const cell = alike.find((one) => one.mode === mode)
    const judged = cell && unmapIn(cell, row)
    const name = mode === 'coherent-lazy' ? 'lazy (flush queue)' : MODE_FACTS[mode].note
    return judged === undefined ? [] : [`${name} ${judgedText(judged)}`]
  })
}

/** Over a kernel's own `.unmap`, from the newest tree that has one: of another tree, beside its own per-page. */
function oldIn(
  { overOld, rows }: Analysis,
  sources: readonly Source[],
  cell: CellAnalysis,
  own: Source,
): string[] {
  const tiers = [own.tier, ...sources.map(({ tier }) => tier)]
  const [first] = overOld
    .filter((one) => one.cell === cell.id)
    .flatMap((one) => {
      const tier = rows.find(({ id }) => id === one.row)?.tier
      return tier === undefined || !tiers.includes(tier) ? [] : [{ ...one, tier }]
    })
    .toSorted((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier))
  if (first === undefined) return []
  const name = byWords(first.tier)
  const over = judgedText(first.judged)
  if (first.tier === own.tier) return [`over ${name}'s own .unmap ${over}`]
  const series = unmapIn(
    cell,
    rows.find(({ id }) => id === first.row),
  )
  return series === undefined
    ? []
    : [`in ${name} ${judgedText(series)}, over its own .unmap ${over}`]
}

/** A figure with other work beside it, and the figure itself where no buffer's stands before it. */
interface Diluted {
  changes: string[]
  of?: string
}

/** In the first trace, since an operation there is what it is in a running system; else in the buffer. */
function dilutionIn(
  analysis: Analysis,
  sources: readonly Source[],
  scene: Scene | undefined,
): Diluted {
  const diluted = (what: string, interval: Interval, ns: number) =>
    `with ${OTHER_WORDS}${what} ${ratioText(dilutedInterval(interval, ns, OTHER_NS))}`
  const [trace] = tracesOf(analysis)
  for (const source of trace === undefined ? [] : sources) {
    const figure = figureAt(trace.cell, shapeOf(source, HALF), 'judged')
    const judged = figure && judgedOf(figure)
    const ns = figureAt(trace.cell, source.baseline, 'judged')?.nsPerOperation
    if (judged === undefined || ns === undefined) continue
    const { interval } = judged
    return scene === undefined
      ? {
          of: `${trace.label} by ${HALF} ${judgedText(judged)}`,
          changes: [diluted('', interval, ns)],
        }
      : { changes: [diluted(`, ${trace.label}`, interval, ns)] }
  }
  if (scene === undefined) return { changes: [] }
  const ns = figureAt(scene.cell, scene.source.baseline, 'unmap')?.nsPerOperation
  return { changes: ns === undefined ? [] : [diluted('', scene.judged.interval, ns)] }
}

/** Where two compilers come to opposite conclusions, the farthest. */
function compilersIn(analysis: Analysis): string[] {
  const [first] = opposedByCompilers(analysis, analysis.cells).toSorted(
    (a, b) => Math.abs(Math.log(b.own / b.other)) - Math.abs(Math.log(a.own / a.other)),
  )
  if (first === undefined) return []
  const { cell, op, other, own, shape, variant, what } = first
  const compiler = variant.split('+').at(-1) ?? variant
  return [
    printable(
      `${compiler} ${formatRatio(other)} for ${formatRatio(own)} (${OP_WORDS[op]} of ${cell}, ${shape} ${what})`,
    ),
  ]
}
