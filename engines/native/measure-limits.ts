/** What the machine itself can do: the limits in limits/*.c, in nanoseconds an item. */
import { loadBinding, type NativeBinding, numberOf } from './binding.js'
import { buildReport } from './build-report.js'

export interface MeasuredLimit {
  /** What one item is: `bare store`, `indirect call`, `dependent load` ... */
  name: string
  /** The build that it was measured in; calls differ between them. */
  build: 'timed' | 'retpoline'
  /** Bytes of memory that it worked on, where that matters. */
  bytes?: number
  /** Nanoseconds an item, by the monotonic clock and by the processor's: medians. */
  ns: number
  cpuNs: number
}

export interface LimitOptions {
  /** Bytes of ptes that the loops over ptes work on, one after another. */
  pteBytes: readonly number[]
  /** Bytes of memory that dependent loads go through: each shows the cache that holds as much. */
  loadBytes: readonly number[]
  /** Times that each limit is measured. */
  repeats: number
}

/** Loops over ptes, by what they are called in C. */
const PTE_LOOPS = ['bare store', 'bare clear', 'memset', 'checked store', 'checked clear']
/** ptes of one table: what a write-back or a barrier finds in the nearest cache. */
const TABLE_BYTES = 4096
const CALLS = ['direct call', 'indirect call']
const ON_ONE_TABLE = [
  'store in a line',
  'store and write-back',
  'store and dma_wmb',
  'store and wmb',
  'compare-and-swap',
  'atomic read-modify-write',
]

/** Measures every limit, one after another. Large `loadBytes` take longest: their chain is made first. */
export function measureLimits({ pteBytes, loadBytes, repeats }: LimitOptions): MeasuredLimit[] {
  const timed = loadBinding('timed')
  const found: MeasuredLimit[] = []
  for (const bytes of pteBytes) {
    for (const name of PTE_LOOPS) {
      found.push({ ...measure(timed, name, bytes, repeats), build: 'timed', bytes })
    }
  }
  for (const bytes of loadBytes) {
    const measured = measure(timed, 'dependent load', bytes, repeats)
    found.push({ ...measured, build: 'timed', bytes })
  }
  for (const name of [...CALLS, ...ON_ONE_TABLE]) {
    found.push({ ...measure(timed, name, TABLE_BYTES, repeats), build: 'timed' })
  }
  const report = buildReport()
  if (report.built && report.variants.retpoline !== undefined) {
    const retpoline = loadBinding('retpoline')
    for (const name of CALLS) {
      found.push({ ...measure(retpoline, name, TABLE_BYTES, repeats), build: 'retpoline' })
    }
  }
  return found
}

function measure(
  binding: NativeBinding,
  name: string,
  bytes: number,
  repeats: number,
): { name: string; ns: number; cpuNs: number } {
  const ns = new Float64Array(repeats)
  const cpuNs = new Float64Array(repeats)
  const items = binding.measure(numberOf(binding.limitNames().limits, name), bytes, ns, cpuNs)
  return { name, ns: median(ns) / items, cpuNs: median(cpuNs) / items }
}

function median(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
