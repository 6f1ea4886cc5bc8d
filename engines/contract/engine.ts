import type { DomainConfig } from './domain.js'
import type { Probe } from './probe.js'
import type { Tape } from './tape.js'
import type { Choices, Semantics } from './vocabulary.js'

/** What a run of operations came to. */
export interface Outcome {
  /** Bytes mapped or unmapped, as the core's return values say. */
  bytes: number
  /** Operations that failed: a map with an error, an unmap that fell short. */
  failures: number
  /** The last error as a negated errno; 0 where there was none. */
  error: number
}

export type LeafVisitor = (iova: number, paddr: number, size: number) => void

/** An engine at work on one domain. */
export interface Session {
  /**
   * Runs operations `from` to `to` of a tape, all of one `kind`, and adds to `into` at the end.
   * This is the only code inside a timed region. Nothing of a tape is kept: it may hold other operations
   * the next time.
   */
  runMaps(tape: Tape, from: number, to: number, into: Outcome): void
  runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void
  runMixed(tape: Tape, from: number, to: number, into: Outcome): void
  /** The physical address behind `iova`; `undefined` where nothing is mapped. */
  translate(iova: number): number | undefined
  /** Visits every leaf in ascending order. */
  leaves(visit: LeafVisitor): void
  /** Tables in use that the root cannot reach and no sync will free: 0 unless the engine leaks. */
  leakedTables(): number
  close(): void
}

/** The format whose name engine ids leave out. */
export const DEFAULT_FORMAT = 'arm-lpae-4k'

/** `TIER/SHAPE`, with `@FORMAT` where it is not the default one. */
export function engineIdOf(tier: string, shape: string, format: string): string {
  return `${tier}/${shape}${format === DEFAULT_FORMAT ? '' : `@${format}`}`
}

/** An engine as a plain program knows it that is linked from the very objects that are timed. */
export interface EngineInProgram {
  /** Path of the program. */
  program: string
  /** Names that its lists have. */
  shape: string
  format: string
  driver: string
}

/** An engine: a call shape over a format on a tier. */
export interface Engine {
  /** As `engineIdOf` makes it. */
  id: string
  tier: string
  shape: string
  format: string
  /** One line for lists. */
  summary: string
  semantics: Semantics
  /** The choices that its call shape makes; absent where an engine of one's own does not say. */
  choices?: Choices
  /** Why it serves no walker that is not cache-coherent; absent where it does. */
  coherentOnly?: string
  /**
   * Whether its reports are in the order of the work. Elsewhere the ptes of a run that is cleared leaf by
   * leaf are reported when the run is over, behind the additions to the gather.
   */
  reportsInOrder?: true
  /** Whether its sessions run and time whole cycles by themselves, in one call. */
  timesItself?: boolean
  /** What its instructions are counted with; absent, or `undefined`, where there is no such program. */
  inProgram?(): EngineInProgram | undefined
  /** The module in C that its timed sessions are of, by its path; absent where there is none. */
  module?(): string
  /** Files that it is built of beside this project's modules, by their paths; absent where there are none. */
  buildFiles?(): readonly string[]
  open(domain: DomainConfig, probe: Probe): Session
}
