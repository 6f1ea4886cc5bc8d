/** What a run measures of the machine: the sizes that its own cells have. */
import { MIB, PAGE, type Tape } from '../../../engines/contract/index.js'
import type { Cell } from '../../../workloads/index.js'
import { cacheBytes } from './caches.js'

export interface LimitsPlan {
  /** Bytes of ptes that loops over ptes work on. */
  pteBytes: number[]
  /** Bytes of memory that dependent loads go through. */
  loadBytes: number[]
  /** The tape whose operations are read and not carried out. */
  tape: Tape
}

const PTE_BYTES = 8

/** ptes of one table. Less would not last long enough for a clock, and costs the same a pte. */
const LEAST_PTES = PAGE

/** The largest buffer whose ptes are looped over: its ptes are out of the nearest caches. */
const LARGEST_BUFFER = 64 * MIB

/** The most memory that loads go through: making its chain takes longest, half a second at this size. */
const MOST_LOADED = 128 * MIB

/** Plans for cells and their tapes; `undefined` where there is none. */
export function planLimits(
  cells: ReadonlyArray<{ cell: Pick<Cell, 'bufferBytes' | 'workload'>; tape: Tape }>,
  caches: readonly number[] = cacheBytes(),
): LimitsPlan | undefined {
  const [first, ...others] = cells.map(({ tape }) => tape)
  if (first === undefined) return undefined
  return {
    pteBytes: pteBytesOf(cells.map(({ cell }) => cell)),
    loadBytes: loadBytesOf(caches),
    // What a tape costs counts most where its operations are many and small.
    tape: others.reduce((most, tape) => (tape.op.length > most.op.length ? tape : most), first),
  }
}

function pteBytesOf(cells: ReadonlyArray<Pick<Cell, 'bufferBytes' | 'workload'>>): number[] {
  const buffers = cells.flatMap(({ bufferBytes, workload }) =>
    workload === 'sweep' && bufferBytes !== undefined && bufferBytes <= LARGEST_BUFFER
      ? [bufferBytes]
      : [],
  )
  const bytes = buffers.map((buffer) => Math.max(LEAST_PTES, (buffer / PAGE) * PTE_BYTES))
  return [...new Set([LEAST_PTES, ...bytes])].sort((a, b) => a - b)
}

/** Half of what each cache holds fits it without doubt; four times the last does not fit it. */
function loadBytesOf(caches: readonly number[]): number[] {
  const beyond = 4 * (caches.at(-1) ?? 0)
  return [...caches.map((bytes) => bytes / 2), beyond].filter(
    (bytes) => bytes > 0 && bytes <= MOST_LOADED,
  )
}
