/** What a model of an IOMMU's invalidation takes, and what it comes to. */
import type { GatheredLevels } from '../../contract/index.js'

/** What a driver is handed to invalidate: the bytes `[start, end)`, one page at least. */
export interface Gathered {
  start: number
  end: number
  /** Bytes of its pages; 0 where no page size was gathered. */
  pgsize: number
  /** The levels that were gathered, where any were. */
  levels?: GatheredLevels | undefined
  /** It is what a table that goes held: entries above the leaves are invalidated too. */
  walk?: boolean
}

/** Commands that reach bytes side by side: `count` of `bytes` each from `start` on. */
export interface Commands {
  start: number
  bytes: number
  count: number
}

/** One command that invalidates the whole domain. */
export const EVERYTHING = 'everything'

/** The commands for what was gathered, without the one that waits for them. */
export type InvalidationModel = (gathered: Gathered) => Commands[] | typeof EVERYTHING
