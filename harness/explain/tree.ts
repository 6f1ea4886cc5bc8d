/** The steps of an operation as a tree: what a layer did stands below the call that made it do so. */
import type { Event, EventOf } from './event.js'

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

/** Events that are steps of their own: calls, walks, and what the TLB side is told. */
type StepEvent = EventOf<
  | 'driver-call'
  | 'table-call'
  | 'walk'
  | 'tlb-add'
  | 'range-add'
  | 'flush-walk'
  | 'sync'
  | 'iova-to-phys'
>

/** What is done to the ptes and tables themselves: all others that the tree has. */
export type AccessEvent = Exclude<Event, StepEvent | EventOf<'visit' | 'unmapped'>>
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
interface LevelStep {
  type: 'level'
  level: number
  entered: boolean
}

/** Accesses one after another, nothing else between them. */
interface AccessesStep {
  type: 'accesses'
  accesses: Access[]
  /** The level whose table they continue with, after other steps; absent elsewhere. */
  backAtLevel?: number
}

export type Step = OperationStep | LevelStep | AccessesStep | Alike | StepEvent

export interface Branch {
  layer: Layer
  step: Step
  children: Branch[]
}
