/** A trace, read, profiled, replayed and counted. */
import { InputError } from '../../engines/contract/index.js'
import {
  bundledTrace,
  type Cell,
  cellOfTrace,
  findTrace,
  type PageSize,
  profileOf,
  type ReplayOptions,
  readBundledTrace,
  readTrace,
  sentenceOf,
  type TraceProfile,
  traceCell,
} from '../../workloads/index.js'
import { countShapes, type ShapeCounts } from './count-shapes.js'
import { type KernelCalls, KernelCallWatcher } from './kernel-calls.js'

export interface DescribedTrace {
  /** As it was named. */
  name: string
  title: string
  profile: TraceProfile
  /** What a reader must know of it and of its replay, a sentence each. */
  notes: readonly string[]
  /** Counts of one replay, by call shape; none where it cannot be replayed. */
  shapes: ShapeCounts[]
  /** Translations of one replay; absent where it cannot be replayed, or has no unmap. */
  lookups?: { items: number; assumed: boolean }
  /** How the running kernel's calls compare; absent where the trace does not name them. */
  kernelCalls?: KernelCalls
  /** Why it cannot be replayed. */
  refused?: string
}

type DescribeOptions = ReplayOptions & { pageSizes?: readonly PageSize[] | undefined }

/**
 * @param name a file, `-` for standard input, or the name of a bundled trace
 * @throws InputError where it cannot be read, or its domains cannot be told apart as requested
 */
export async function describeTrace(
  name: string,
  options: DescribeOptions,
): Promise<DescribedTrace> {
  const { cell, kernelCalls, profile } = await openTrace(name, options)
  const described = {
    name,
    title: cell.title,
    profile,
    ...(kernelCalls === undefined ? {} : { kernelCalls }),
  }
  try {
    const shapes = countShapes(cell)
    const replayed = cell.notes?.() ?? []
    const notes = replayed.length > 0 ? replayed : profile.findings.map(sentenceOf)
    const { assumed, lookups } = cell.lookups?.() ?? {}
    return {
      ...described,
      notes,
      shapes,
      ...(assumed === undefined ? {} : { lookups: { items: lookups?.op.length ?? 0, assumed } }),
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const notes = profile.findings.map(sentenceOf)
    return { ...described, notes, shapes: [], refused: error.message }
  }
}

async function openTrace(
  name: string,
  options: DescribeOptions,
): Promise<{ cell: Cell; profile: TraceProfile; kernelCalls?: KernelCalls | undefined }> {
  const folders = [process.cwd()]
  const bundled = bundledTrace(name)
  if (bundled !== undefined) {
    const read = readBundledTrace(bundled)
    const cell = traceCell({ ...options, trace: name, folders, read })
    return { cell, profile: profileOf(read.trace, read.spaces) }
  }
  const watcher = new KernelCallWatcher()
  const trace = await readTrace(name === '-' ? name : findTrace(name, folders), { watcher })
  return {
    cell: cellOfTrace(trace, options),
    profile: profileOf(trace, options.domains),
    kernelCalls: watcher.found,
  }
}
