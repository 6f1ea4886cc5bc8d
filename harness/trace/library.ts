/** The bundled traces in tables: what call shapes make of each, by counts that need no quiet machine. */
import { opCalls, phaseBytes } from '../../engines/contract/index.js'
import { countInstructions, findMeter, type Job } from '../../engines/instructions/index.js'
import { type Cell, smallestPage, traceCell, traceNames } from '../../workloads/index.js'
import { engineOver, formatFor } from '../bench/worker/engine-over.js'
import { countShapes } from './count-shapes.js'

/** The baseline, and what answers the three questions. */
export const LIBRARY_SHAPES = [
  'per-page',
  'unmap-pages',
  'map-unmap-pages',
  'punt',
  'punt-range',
] as const
export type LibraryShape = (typeof LIBRARY_SHAPES)[number]

export type ByShape = { [shape in LibraryShape]?: number | undefined }

export interface LibraryTrace {
  name: string
  /** Calls of one replay, core to driver and driver to table. */
  calls: ByShape
  /** Calls and ranges that are added to the gather. */
  adds: ByShape
  /** Instructions of tier native for a page, mapped or unmapped; none where they cannot be counted. */
  instructions: ByShape
}

/** @param names bundled traces; all by default */
export function countedLibrary(names: readonly string[] = traceNames()): LibraryTrace[] {
  return names.map((name) => {
    const calls: ByShape = {}
    const adds: ByShape = {}
    for (const one of countShapes(cellOf(name))) {
      const shape = LIBRARY_SHAPES.find((wanted) => wanted === one.shape)
      if (shape === undefined || !('counts' in one)) continue
      const { rangeAdds = 0, tlbAdds = 0 } = one.counts
      calls[shape] = opCalls(one.counts)
      adds[shape] = tlbAdds + rangeAdds
    }
    return { name, calls, adds, instructions: {} }
  })
}

/** The same with instructions, where this machine can count them; takes minutes. */
export async function libraryOf(progress: (name: string) => void): Promise<LibraryTrace[]> {
  const meter = findMeter()
  const traces: LibraryTrace[] = []
  for (const trace of countedLibrary()) {
    progress(trace.name)
    const cell = cellOf(trace.name)
    const jobs = LIBRARY_SHAPES.flatMap((shape) => jobOf(cell, shape))
    const answers = await countInstructions(
      jobs.map(({ job }) => job),
      { meter },
    )
    const pages = pagesOf(cell)
    const instructions: ByShape = {}
    for (const [at, answer] of answers.entries()) {
      const counted = 'cycle' in answer ? answer.cycle.mixed?.instructions : undefined
      const shape = jobs[at]?.shape
      if (counted !== undefined && shape !== undefined) instructions[shape] = counted / pages
    }
    traces.push({ ...trace, instructions })
  }
  return traces
}

function cellOf(name: string): Cell {
  return traceCell({ trace: name, folders: [] })
}

function jobOf(cell: Cell, shape: LibraryShape): Array<{ shape: LibraryShape; job: Job }> {
  const engine = engineOver(formatFor(cell.domain), 'native', shape)?.inProgram?.()
  if (engine === undefined) return []
  return [{ shape, job: { engine, domain: cell.domain, tape: cell.compile(1) } }]
}

/** Pages of the domain that a replay maps and unmaps, in its timed phases. */
function pagesOf(cell: Cell): number {
  const tape = cell.compile(1)
  const bytes = tape.phases
    .filter(({ timed }) => timed)
    .reduce((sum, phase) => sum + phaseBytes(tape, phase), 0)
  return bytes / smallestPage(cell.domain.pgsizeBitmap)
}
