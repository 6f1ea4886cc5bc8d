import type { TraceEvent } from '../columns/event.js'
import type { TableCall } from './call.js'

/** Is given, as a trace is read, what it is not stored with. */
export interface Watcher {
  /** What came before does not count: it lies before the START marker. */
  begin(): void
  /** An event of `iommu`, and the calls into a page table that it was made of, where they were recorded. */
  operation(event: TraceEvent, calls: readonly TableCall[]): void
}
