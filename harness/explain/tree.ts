/** The steps of an operation as a tree: what a layer did stands below the call that made it do so. */
import type { EventOf } from './event.js'

/** Who does a step. `tlb` are the ops that a driver gives its page table for invalidations. */
export type Layer = 'core' | 'driver' | 'table' | 'tlb'

/** Where something is: an iova, or the index of a pte in its table. */
export type Place = { iova: number } | { index: number }

/** Stands for `times` repetitions of the `steps` steps before it, that differ in place alone. */
export interface Alike {
  type: 'alike'
  times: number
  steps: number
  /** Where the last one is. */
  last: Place | undefined
}

/** What is done to the ptes and tables themselves. */
export type AccessEvent = EventOf<
  | 'read'
  | 'write'
  | 'cas'
  | 'map-leaves'
  | 'clear-leaves'
  | 'write-back'
  | 'write-back-table'
  | 'write-barrier'
  | 'publish-barrier'
  | 'alloc-table'
  | 'free-tables'
>
export type Access = AccessEvent | Alike

/** What the core was called for, and what it returned. */
export interface OperationStep {
  type: 'operation'
  op: 'map' | 'map-list' | 'unmap'
  iova: number
  size: number
  /** Bytes mapped or unmapped. */
  bytes: number
  /** A negated errno; 0 where there was none. */
  error: number
}

/** A table of `level`; not `entered` where ptes are touched without the walk coming by. */
export interface LevelStep {
  type: 'level'
  level: number
  entered: boolean
}

/** Accesses one after another, nothing else between them. */
export interface AccessesStep {
  type: 'accesses'
  accesses: Access[]
  /** The level whose table they continue with, after other steps; absent elsewhere. */
  backAtLevel?: number
}

export type Step =
  | OperationStep
  | LevelStep
  | AccessesStep
  | Alike
  | EventOf<
      | 'driver-call'
      | 'table-call'
      | 'walk'
      | 'tlb-add'
      | 'range-add'
      | 'flush-walk'
      | 'sync'
      | 'iova-to-phys'
    >

export interface Branch {
  layer: Layer
  step: Step
  children: Branch[]
}
