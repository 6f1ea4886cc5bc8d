/** A trace, read, profiled, replayed and counted. */
import { InputError } from '../../engines/contract/index.js'
import {
  beginningOf,
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
import { formatFor } from '../bench/worker/engine-over.js'
import { translationAccesses } from '../bench/worker/translation-accesses.js'
import { countShapes, type ShapeCounts } from './count-shapes.js'
import { type KernelCalls, KernelCallWatcher } from './kernel-calls.js'

/** So many are counted in a few seconds. */
const MOST_COUNTED = 2 ** 17

interface DescribeOptions extends ReplayOptions {
  /** Page sizes of the domain; those of the trace's kernel where absent. */
  pageSizes?: readonly PageSize[] | undefined
  /** Events of a replay that is counted; of a longer trace its beginning is. `MOST_COUNTED` where absent. */
  mostCounted?: number | undefined
}

export interface DescribedTrace {
  /** As it was named. */
  name: string
  title: string
  profile: TraceProfile
  /** What a reader must know of it and of its replay, a sentence each. */
  notes: readonly string[]
  /** Counts of one replay, by call shape; none where it cannot be replayed. */
  shapes: ShapeCounts[]
  /** Events that counts are of: the first ones, of a long trace; absent where they are of all. */
  counted?: number
  /** Translations of one replay, and entries of tables that they access; absent where it cannot be replayed, or has no unmap. */
  lookups?: { items: number; assumed: boolean; accesses: number }
  /** How the running kernel's calls compare; absent where the trace does not name them. */
  kernelCalls?: KernelCalls
  /** Why it cannot be replayed. */
  refused?: string
}

/**
 * @param name a file, `-` for standard input, or the name of a bundled trace
 * @throws InputError where it cannot be read, or its domains cannot be told apart as requested
 */
export async function describeTrace(
  name: string,
  options: DescribeOptions,
): Promise<DescribedTrace> {
  const { cell, ...opened } = await openTrace(name, options)
  return { name, title: cell.title, ...opened, ...replayOf(cell, opened.profile) }
}

/** What one replay comes to, or why there is none. */
function replayOf(
  cell: Cell,
  { findings }: TraceProfile,
): Pick<DescribedTrace, 'notes' | 'shapes' | 'lookups' | 'refused'> {
  const found = findings.map(sentenceOf)
  try {
    const shapes = countShapes(cell)
    const replayed = cell.notes?.() ?? []
    const lookups = lookupsOf(cell)
    return {
      notes: replayed.length > 0 ? replayed : found,
      shapes,
      ...(lookups && { lookups }),
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { notes: found, shapes: [], refused: error.message }
  }
}

function lookupsOf(cell: Cell): DescribedTrace['lookups'] {
  const found = cell.lookups?.()
  if (found === undefined) return undefined
  const accesses = translationAccesses(formatFor(cell.domain), cell.domain, found)
  return { items: found.lookups.op.length, assumed: found.assumed, accesses }
}

async function openTrace(
  name: string,
  { mostCounted = MOST_COUNTED, ...options }: DescribeOptions,
): Promise<Pick<DescribedTrace, 'profile' | 'counted' | 'kernelCalls'> & { cell: Cell }> {
  const folders = [process.cwd()]
  const bundled = bundledTrace(name)
  if (bundled !== undefined) {
    const read = readBundledTrace(bundled)
    const cell = traceCell({ ...options, trace: name, folders, read })
    return { cell, profile: profileOf(read.trace, read.spaces) }
  }
  const watcher = new KernelCallWatcher()
  const trace = await readTrace(name === '-' ? name : findTrace(name, folders), { watcher })
  const counted = beginningOf(trace, mostCounted)
  return {
    cell: cellOfTrace(counted, options),
    profile: profileOf(trace, options.domains),
    ...(counted !== trace && { counted: counted.events.length }),
    ...(watcher.found && { kernelCalls: watcher.found }),
  }
}
