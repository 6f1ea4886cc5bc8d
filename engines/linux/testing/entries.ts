/** Engines side by side, their page tables compared entry by entry: what stands in memory, all bits of it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  type DomainConfig,
  type Engine,
  MAP,
  type Outcome,
  OWN_FORMATS,
  type Probe,
  randomOf,
  type Session,
  SILENT,
  UNMAP,
} from '../../contract/index.js'
import { ReportingSession } from '../../native/reporting-session.js'
import { randomDomain, randomSteps, runStep, type Step, sumProbe } from '../../native/testing.js'
import { BUILT_IN_ENGINES, OTHER_FORMAT_ENGINES } from '../../registry.js'
import { ownFormat } from '../../table/index.js'
import { entriesOf } from '../../table/testing/entries.js'
import { openTable } from '../../ts/engine.js'
import { CALL_SHAPES } from '../../ts/shapes.js'
import { armTiers, genericTiers, KNOWN_OAS } from '../testing.js'

/** A session whose page table can be read entry by entry. */
export interface Readable {
  session: Session
  /** Level, place in the table, high and low word of each entry that is not 0, in the order of a walk. */
  entries(): Float64Array
  /** Maps with a protection that tapes do not have: `PROT_*` bits. */
  mapAs(iova: number, paddr: number, pgsize: number, prot: number): void
}

export function openReadable(engine: Engine, domain: DomainConfig, probe?: Probe): Readable {
  const { format, shape, tier } = engine
  if (tier === 'ts') {
    const callShape = CALL_SHAPES.find(({ name }) => name === shape)
    if (callShape === undefined) throw new Error(`tier ts has no ${shape}`)
    const { session, table } = openTable(callShape, ownFormat(format), domain, probe ?? SILENT)
    return {
      session,
      entries: () => entriesOf(table),
      mapAs: (iova, paddr, pgsize, prot) => {
        assert.equal(table.mapPages(iova, paddr, pgsize, 1, prot, { bytes: 0 }), 0)
      },
    }
  }
  const session = engine.open(domain, probe ?? sumProbe().probe)
  if (!(session instanceof ReportingSession)) throw new Error(`${engine.id} does not report`)
  return {
    session,
    entries: () => session.entries(),
    mapAs: (iova, paddr, pgsize, prot) => {
      assert.equal(session.mapAs(iova, paddr, pgsize, prot), 0)
    },
  }
}

/** @throws AssertionError with the first entry that differs. */
export function sameEntries(
  found: Float64Array,
  expected: Float64Array,
  where: () => string,
): void {
  if (bytesOf(found).equals(bytesOf(expected))) return
  const [left, right] = [linesOf(found), linesOf(expected)]
  const at = left.findIndex((line, nth) => line !== right[nth])
  const nth = at < 0 ? left.length : at
  assert.fail(
    `${where()}: entry ${nth} is ${left[nth] ?? 'none'} instead of ${right[nth] ?? 'none'}`,
  )
}

export function bytesOf({ buffer, byteLength, byteOffset }: Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

function linesOf(entries: Float64Array): string[] {
  return Array.from({ length: entries.length / 4 }, (_, nth) => {
    const [level, index, high, low] = entries.subarray(4 * nth, 4 * nth + 4)
    const pte = ((BigInt(high) << 32n) | BigInt(low)).toString(16).padStart(16, '0')
    return `0x${pte} at ${index} of level ${level}`
  })
}

/** What ends the names of formats with leaves of several entries, beside that without. */
const CONTIGUOUS = /-contiguous$/
/** The contiguous hint of ARM LPAE, in the high word of an entry. */
const HINT = 2 ** 20

/** The format whose tables kernels have; they are AMD's sizes between too, and no contiguous hint. */
function kernelFormat(format: string): string {
  return format.replace(CONTIGUOUS, '')
}

/** Whether kernels write the same entries but for the contiguous hint. */
export function hasHint(format: string): boolean {
  return format.startsWith('arm-') && CONTIGUOUS.test(format)
}

/** As `openReadable`; beside a format with the hint kernels are opened for leaves of one entry. */
export function openBeside(format: string, engine: Engine, domain: DomainConfig): Readable {
  if (!hasHint(format)) return openReadable(engine, domain)
  if (engine.format !== format) {
    const pgsizeBitmap = domain.pgsizeBitmap & ownFormat(format).leafSizes
    return openReadable(engine, { ...domain, pgsizeBitmap })
  }
  const readable = openReadable(engine, domain)
  return { ...readable, entries: () => withoutHint(readable.entries()) }
}

function withoutHint(entries: Float64Array): Float64Array {
  return entries.map((value, at) =>
    at % 4 === 2 && Math.floor(value / HINT) % 2 === 1 ? value - HINT : value,
  )
}

/** Whether the hint stands in the entry that begins at `at` of what `entries` returned. */
export function isHinted(entries: Float64Array, at: number): boolean {
  return Math.floor(entries[at + 2] / HINT) % 2 === 1
}

export interface RandomSteps {
  format: string
  seed: number
  operations: number
  /** Leaves out unmaps that cut a block: kernels since 7.2 refuse them. */
  withoutCuts?: boolean
}

const STEPS_OF_A_DOMAIN = 32

/**
 * Runs random steps on all engines and compares their entries after each with those of the first.
 *
 * @returns the hash of all entries after all steps.
 */
export function entriesAfterRandomSteps(
  engines: readonly Engine[],
  { format, operations, seed, withoutCuts = false }: RandomSteps,
): string {
  const hash = createHash('sha256')
  const random = randomOf(seed)
  for (let done = 0; done < operations; ) {
    const { maxTables: _, ...domain } = randomDomain(random, format)
    const steps = randomSteps(random, domain, STEPS_OF_A_DOMAIN, format)
    if (!servedAlike(format, domain)) continue
    const opened = engines.map((engine) => openBeside(format, engine, domain))
    const [{ session: first }] = opened
    for (const { session } of opened) growTop(session, domain)
    let failed = false
    for (const step of steps) {
      if (reachesBeyond(domain, step) || (withoutCuts && cutsBlock(first, domain, step))) continue
      const outcomes = opened.map(({ session }) => comparable(runStep(session, step)))
      failed ||= outcomes[0].failed
      const [expected, ...others] = opened.map(({ entries }) =>
        failed ? settled(entries(), engines[0]) : entries(),
      )
      others.forEach((found, nth) => {
        const where = () =>
          `${engines[nth + 1].id}, ${JSON.stringify(step)} on ${JSON.stringify(domain)}`
        assert.deepEqual(outcomes[nth + 1], outcomes[0], where())
        sameEntries(found, expected, where)
      })
      hash.update(bytesOf(expected))
      done++
    }
    for (const { session } of opened) session.close()
  }
  return hash.digest('hex')
}

/**
 * The entries that engines have in common once a map has failed: where covered tables are cleared, which
 * empty tables it left is open (engines/model/leaf-model.ts), and they are left out.
 */
export function settled(entries: Float64Array, { format, semantics }: Engine): Float64Array {
  if (semantics.coveredTable === 'dropped') return entries
  const { isLeaf } = ownFormat(format)
  const left: number[] = []
  let below = -1
  for (let at = entries.length - 4; at >= 0; at -= 4) {
    const [level, , , low] = entries.subarray(at, at + 4)
    if (!isLeaf(low, level) && below !== level + 1) continue
    left.push(...entries.subarray(at, at + 4))
    below = level
  }
  return Float64Array.from(left)
}

/** Errors go by other names in generic_pt. */
function comparable({ bytes, error, failures }: Outcome) {
  return { bytes, failures, failed: error !== 0 }
}

/** AMD's tables have as many levels as what was mapped so far needs; all others have theirs from the start. */
export function growTop(session: Session, { ias, pgsizeBitmap }: DomainConfig): void {
  const size = pgsizeBitmap & -pgsizeBitmap
  for (const iova of [0, 2 ** ias - size]) {
    runStep(session, [{ op: MAP, iova, paddr: 0, size }])
    runStep(session, [{ op: UNMAP, iova, paddr: 0, size }])
  }
}

/**
 * Whether all kernels have the same root for a domain. Newer ones put roots of stage 2 side by side only
 * where the architecture asks for it, by the output addresses; older ones and we do wherever it saves a level.
 */
function servedAlike(format: string, { ias, oas }: DomainConfig): boolean {
  if (!KNOWN_OAS.includes(oas)) return false
  if (format === 'arm-lpae-4k-s2') return ias < 40 || (ias === 48) === (oas !== 40 && oas !== 42)
  return format !== 'arm-lpae-16k-s2' || oas !== 40
}

/** Beyond the input addresses a table whose top grows takes what the others refuse. */
function reachesBeyond({ ias }: DomainConfig, step: Step): boolean {
  const last = step[step.length - 1]
  return last.iova + last.size > 2 ** ias
}

function cutsBlock(
  session: Session,
  { pgsizeBitmap }: DomainConfig,
  [{ iova, op, size }]: Step,
): boolean {
  if (op === MAP || pgsizeBitmap === (pgsizeBitmap & -pgsizeBitmap)) return false
  let cuts = false
  session.leaves((from, _, bytes) => {
    const cutAt = (place: number) => from < place && place < from + bytes
    cuts ||= cutAt(iova) || cutAt(iova + size)
  })
  return cuts
}

/** What the recorded entries of a format are of. */
export interface RecordedEntries {
  /** The kernels that wrote them. */
  trees: readonly string[]
  seed: number
  operations: number
  /** Of all entries after each operation. */
  hash: string
  /** Of leaves of each size and protection, for coherent walkers and for others. */
  protections: readonly string[]
}

/** The engines of a format whose entries are compared. */
export interface ComparedFormat {
  format: string
  /** Tier ts, and native where there is one. */
  ours: readonly Engine[]
  /** Kernels whose semantics are ours; with a hint all, as no leaf is cut then. */
  alike: readonly Engine[]
  /** Kernels that refuse to cut a block. */
  refusing: readonly Engine[]
}

/** Our formats, each with the kernels on this machine that have it. */
export function comparedFormats(): ComparedFormat[] {
  return OWN_FORMATS.map((format) => {
    const generic = !format.startsWith('arm-')
    const [shape, row] = generic
      ? ['clear-first', 'punt-range']
      : ['map-unmap-pages', 'map-unmap-pages']
    const kernels = (generic ? genericTiers : armTiers).flatMap(({ engines, granules }) =>
      [...engines, ...granules].filter(
        (one) =>
          one.variant.name === '' && one.shape === row && one.format === kernelFormat(format),
      ),
    )
    const ours = [...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].filter(
      (one) => ['native', 'ts'].includes(one.tier) && one.shape === shape && one.format === format,
    )
    const isAlike = ({ semantics }: Engine) =>
      semantics.insideBlock === ours[0].semantics.insideBlock
    return {
      format,
      ours,
      alike: hasHint(format) ? kernels : kernels.filter(isAlike),
      refusing: hasHint(format) ? [] : kernels.filter((one) => !isAlike(one)),
    }
  })
}
