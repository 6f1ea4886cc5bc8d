/** The shared objects as modules: node/*.c says what each function does. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Tape } from '../contract/index.js'
import { buildReport, nativeFolder } from './build-report.js'
import { inChosenOrder } from './link-orders.js'

/** A session of the C code; it is closed when it is no longer reachable, or before. */
export type Handle = object & { readonly __handle: unique symbol }

/** A tape as functions of the binding take it. */
export type Columns = [
  op: Uint8Array,
  iova: Float64Array,
  paddr: Float64Array,
  size: Float64Array,
  continues: Uint8Array,
]

/** Names in the order of the numbers that functions take. */
export interface Names {
  shapes: string[]
  formats: string[]
  drivers: string[]
}

export interface Binding {
  names(): Names
  writeBack(): string
  open(
    shape: number,
    format: number,
    driver: number,
    ias: number,
    oas: number,
    pgsizeBitmap: number,
    coherent: boolean,
    strict: boolean,
    maxTables: number,
  ): Handle
  close(handle: Handle): void
  translate(handle: Handle, iova: number): number
  leaves(handle: Handle, from: number, into: Float64Array): number
  leakedTables(handle: Handle): number
  tableBytes(handle: Handle): number
  run(
    handle: Handle,
    op: number,
    from: number,
    to: number,
    ...rest: [...Columns, Float64Array]
  ): void
  time(
    handle: Handle,
    discarded: number,
    cycles: number,
    ...rest: [
      ...Columns,
      phases: Float64Array,
      ns: Float64Array,
      cpuNs: Float64Array,
      outcomes: Float64Array,
    ]
  ): void
  turns(
    tapes: TurnsTape[],
    rows: TurnsRow[],
    orders: Uint16Array,
    discardNs: number,
    discardCycles: number,
    timeNs: number,
  ): void
}

/** What takes turns, as modules take it: node/turns.c says what each part is. */
export type TurnsTape = [...Columns, phases: Float64Array]
export type TurnsRow = [
  session: Handle,
  tape: number,
  figures: Float64Array,
  outcomes: Float64Array,
]

/** What the modules of this tier have beside: its limits. */
export interface NativeBinding extends Binding {
  /** What is timed beside engines, in the order of the numbers that `openLoop` takes. */
  loopNames(): { loops: string[] }
  openLoop(kind: number): Handle
  runPlainly(handle: Handle): boolean
  lookUpInstead(handle: Handle): void
}

/** What a build that counts has beside. */
export interface CountingBinding extends Binding {
  takeCounts(into: Float64Array): void
  recordEvents(on: boolean): void
  takeEvents(): Float64Array
  linesWrittenBack(): number
  /** Fills `into` with four numbers an entry, as many as fit; returns how many there are. */
  entries(handle: Handle, into: Float64Array): number
  /** Returns 0 or a negated errno. */
  mapAs(handle: Handle, iova: number, paddr: number, size: number, prot: number): number
}

export function columnsOf({ op, iova, paddr, size, continues }: Tape): Columns {
  return [op, iova, paddr, size, continues]
}

const require = createRequire(import.meta.url)

/**
 * Loads the tier's own build that is timed, once in a process.
 *
 * @throws Error where it was not built.
 */
export function timedBinding(): NativeBinding {
  return loadModule(moduleOf('timed'))
}

/**
 * The shared object of a variant, by its path.
 *
 * @throws Error where it was not built.
 */
export function moduleOf(variant: string): string {
  const report = buildReport()
  if (!report.built) throw new Error(`the native tier is absent: ${report.why}`)
  const built = report.variants[variant]
  if (built === undefined) {
    throw new Error(`native+${variant} was not built: ${report.missing[variant]}`)
  }
  return join(nativeFolder(), built.file)
}

/** Loads a shared object by its path, once in a process; in the link order that was chosen. */
export function loadModule<Loaded extends Binding>(file: string): Loaded {
  return require(inChosenOrder(file))
}

/** The number that functions of the binding know a name by. */
export function numberOf(names: readonly string[], name: string): number {
  const number = names.indexOf(name)
  if (number < 0) throw new Error(`the module has no ${name}, only ${names.join(', ')}`)
  return number
}
