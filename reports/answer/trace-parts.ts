/** What each trace looks like, and what call shapes make of it: from counts, and steps that change one direction. */

import { type Counts, formatSize, groupBy, MIB } from '../../engines/contract/index.js'
import { type Analysis, type CellAnalysis, judgedOf } from '../../results/analysis/index.js'
import { formatCount, HALF, LOOKUPS_INTRODUCTION, lookupLine, WHOLE } from '../phrases/index.js'
import { capital, listWords, present } from '../text/index.js'
import { judgedText } from './figure-text.js'
import { figureAt, tracesOf } from './places.js'
import { type Source, shapeOf, sourcesOf } from './sources.js'

export interface TracePart {
  cell: CellAnalysis
  /** `NVMe`. */
  name: string
  /** Sentences, the workload's first; none where nothing was counted. */
  lines: string[]
}

/** What a trace of this project can be quoted for: workloads/traces/README.md says more of them. */
export const BUNDLED_TRACES = 'Bundled traces are of Debian kernels in QEMU.'

/** Said once, before the parts. */
export const TRACES_INTRODUCTION = `Maps and unmaps as they came, timed whole: counts and times are totals of one replay. ${BUNDLED_TRACES}`

/** Each trace of a run, in its order. */
export function tracePartsOf(analysis: Analysis): TracePart[] {
  const sources = sourcesOf(analysis)
  return tracesOf(analysis).map(({ cell, short }) => ({
    cell,
    name: short,
    lines: linesOf(analysis, cell, sources),
  }))
}

function linesOf(analysis: Analysis, cell: CellAnalysis, sources: readonly Source[]): string[] {
  const source = sources.find(({ baseline }) => figureAt(cell, baseline, 'judged')?.counts)
  const directions = source === undefined ? undefined : directionsOf(cell, source)
  const lookups = lookupLine(analysis, cell.id)
  return [
    ...(directions === undefined ? [] : [workloadText(cell, directions), callsText(directions)]),
    ...(source === undefined ? [] : gainsText(cell, source)),
    ...present([lookups && `${LOOKUPS_INTRODUCTION} ${lookups}`]),
  ]
}

/** Calls of the core into the driver, told apart by direction. */
interface Calls {
  shape: string
  maps: number
  unmaps: number
}

interface Directions {
  /** Operations of each kind; a scatter list is one. */
  maps: number
  unmaps: number
  /** Pages and blocks that were mapped. */
  leaves: number
  calls: Calls[]
}

/**
 * A strict domain ends each unmap with a sync, and per-page maps a leaf a call: what the counts of a
 * replay are told apart by. `undefined` where they cannot be, as in a lazy domain.
 */
function directionsOf(cell: CellAnalysis, source: Source): Directions | undefined {
  const counts = (shape: string): Counts | undefined => {
    const row = shape === 'per-page' ? source.baseline : shapeOf(source, shape)
    return figureAt(cell, row, 'judged')?.counts
  }
  const base = counts('per-page')
  const { blockLeaves, driverCalls, finalSyncs: unmaps, pageLeaves } = base ?? {}
  const operations = cell.operations.mixed
  if (operations === undefined || driverCalls === undefined || !unmaps) return undefined
  if (pageLeaves === undefined || blockLeaves === undefined) return undefined
  const leaves = pageLeaves + blockLeaves
  // Rungs that make the same calls as the one before are not said again.
  const calls: Calls[] = [{ shape: 'per-page', maps: leaves, unmaps: driverCalls - leaves }]
  const half = counts(HALF)?.driverCalls
  if (half !== undefined) {
    const byRun = half - leaves
    calls.push({ shape: HALF, maps: leaves, unmaps: byRun })
    const whole = counts(WHOLE)?.driverCalls
    if (whole !== undefined) calls.push({ shape: WHOLE, maps: whole - byRun, unmaps: byRun })
  }
  for (const shape of ['punt', 'map-sg']) {
    const maps = (counts(shape)?.driverCalls ?? Number.NaN) - unmaps
    const last = calls.at(-1)
    const isLess = maps < (last?.maps ?? 0) || unmaps < (last?.unmaps ?? 0)
    if (isLess) calls.push({ shape, maps, unmaps })
  }
  return { maps: operations - unmaps, unmaps, leaves, calls }
}

function workloadText(cell: CellAnalysis, { leaves, maps, unmaps }: Directions): string {
  const bytes = (cell.bytes.mixed ?? 0) / 2
  const size = bytes >= MIB ? `${formatCount(Math.round(bytes / MIB))}M` : formatSize(bytes)
  return `${formatCount(maps)} maps and ${formatCount(unmaps)} unmaps of ${size} each way, in ${formatCount(leaves)} pages and blocks.`
}

/** `Calls for maps + unmaps: 65 536 + 65 536 by per-page, ...; an unmap and its maps: 256 + 256 become 58 + 1.` */
function callsText({ calls, unmaps }: Directions): string {
  const [first] = calls
  const alike = groupBy(calls, (one) => `${formatCount(one.maps)} + ${formatCount(one.unmaps)}`)
  const all = [...alike].map(
    ([numbers, own]) => `${numbers} by ${listWords(own.map(({ shape }) => shape))}`,
  )
  const whole = calls.find(({ shape }) => shape === WHOLE)
  const each = (one: Calls) => `${perUnmap(one.maps, unmaps)} + ${perUnmap(one.unmaps, unmaps)}`
  const become =
    first === undefined || whole === undefined || each(first) === each(whole)
      ? ''
      : `; of an unmap and its maps, ${each(first)} become ${each(whole)}`
  return `Calls for maps + unmaps: ${all.join(', ')}${become}.`
}

function perUnmap(count: number, unmaps: number): string {
  const each = count / unmaps
  return each >= 10 ? formatCount(Math.round(each)) : String(Number(each.toFixed(1)))
}

/** What each direction gains, by shapes that differ in it alone. */
function gainsText(cell: CellAnalysis, source: Source): string[] {
  const unmap = figureAt(cell, shapeOf(source, HALF), 'judged')
  const judged = unmap && judgedOf(unmap)
  const map = mapStepOf(cell, source)
  const parts = present([
    judged && `unmap's gain ${judgedText(judged)} (per-page to ${HALF})`,
    map && `map's ${judgedText(map)} (${HALF} to ${WHOLE})`,
  ])
  return parts.length === 0
    ? []
    : [`${capital(parts.join(', '))}, of all page-table time, by ${source.by}.`]
}

function mapStepOf(cell: CellAnalysis, source: Source) {
  const half = shapeOf(source, HALF)
  return figureAt(cell, shapeOf(source, WHOLE), 'judged')?.steps.find(
    ({ changes, over }) => over === half?.id && changes.length === 1 && changes[0] === 'map by run',
  )
}
