/**
 * The calls that a running kernel made into its page table, as kprobe lines of a trace name them, held
 * against those that `map-unmap-pages` makes for the same maps and unmaps.
 */
import { MAP, sizesIn } from '../../engines/contract/index.js'
import {
  GRANULE_NAMES,
  GRANULES,
  pgsizeBitmapOf,
  type TableCall,
  type TraceEvent,
  type Watcher,
} from '../../workloads/index.js'
import { type RunCall, RunCuts } from './table-ends.js'

/** The page sizes of each granule, as a domain has them, smallest first. */
const DOMAINS = GRANULE_NAMES.map((name) => {
  const pgsizeBitmap = pgsizeBitmapOf(GRANULES[name])
  return { pgsizeBitmap, sizes: sizesIn(pgsizeBitmap) }
})

/** How the functions of the page table begin whose calls can be compared. */
const COMPARED = 'arm_lpae_'

export interface KernelCalls {
  /** Page sizes that the core may use: those of the granule that the first call is of. */
  pageSizes: readonly number[]
  /** Maps and unmaps whose calls were recorded, and how many calls they were made of. */
  operations: number
  calls: number
  /** Those that `map-unmap-pages` makes by other calls. */
  different: number
  first?: CallDifference
  /** A function of another page table, whose calls are not compared. */
  other?: string
}

export interface CallDifference {
  event: TraceEvent
  kernel: RunCall[]
  core: RunCall[]
}

/** Compares as a trace is read. */
export class KernelCallWatcher implements Watcher {
  /** By the page table's pointer, since each has its own page sizes. */
  readonly #cuts = new Map<string, RunCuts>()
  #found: KernelCalls | undefined

  /** `undefined` where no calls were recorded with their page sizes. */
  get found(): KernelCalls | undefined {
    return this.#found
  }

  begin(): void {
    this.#found = undefined
    this.#cuts.clear()
  }

  operation(event: TraceEvent, calls: readonly TableCall[]): void {
    const kernel = calls.flatMap(callOf)
    const [first] = calls
    if (first === undefined || kernel.length < calls.length) return
    // One that fell short ended at a hole, which is not the core's doing.
    if (event.op !== MAP && event.unmapped !== event.size) return
    const domain = DOMAINS.find(({ sizes }) => sizes.includes(kernel[0].pgsize))
    if (domain === undefined) return
    this.#found ??= { pageSizes: domain.sizes, operations: 0, calls: 0, different: 0 }
    if (first.function !== undefined && !first.function.startsWith(COMPARED)) {
      this.#found.other ??= first.function
      return
    }
    const cuts = this.#cuts.get(first.table) ?? new RunCuts(domain.pgsizeBitmap)
    this.#cuts.set(first.table, cuts)
    const { op, iova, paddr, size } = event
    const core = op === MAP ? cuts.ofMap(iova, paddr, size) : cuts.ofUnmap(iova, size)
    this.#count({ event, kernel, core }, this.#found)
  }

  #count(pair: CallDifference, found: KernelCalls): void {
    found.operations++
    found.calls += pair.kernel.length
    if (sameCalls(pair.kernel, pair.core)) return
    found.different++
    found.first ??= pair
  }
}

function callOf({ op, iova, run }: TableCall): RunCall[] {
  return run === undefined ? [] : [{ op: op === MAP ? 'map_pages' : 'unmap_pages', iova, ...run }]
}

function sameCalls(a: readonly RunCall[], b: readonly RunCall[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ iova, pgsize, pgcount }, at) =>
        iova === b[at].iova && pgsize === b[at].pgsize && pgcount === b[at].pgcount,
    )
  )
}
