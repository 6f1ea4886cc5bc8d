import {
  type DomainConfig,
  EEXIST,
  EINVAL,
  ENOMEM,
  type Engine,
  ERANGE,
  formatAddress,
  formatSize,
  type Operation,
  type Outcome,
  type Session,
} from '../../../engines/contract/index.js'
import type { Segment } from '../../../engines/index.js'
import { Violation } from './case.js'
import { type Places, placesOf } from './domains.js'
import { firstGap, type Interval } from './intervals.js'
import { InvalidationProbe } from './invalidation-probe.js'
import { mapsOf, OneAtATime, unmapOf } from './one-at-a-time.js'
import {
  bytesOf,
  checkTranslation,
  differenceOf,
  joined,
  type Region,
  regionsOf,
  translationIn,
} from './regions.js'

/** Where the segments of a scatter list are, once it is mapped at `iova`. */
export function regionsOfList(iova: number, segments: readonly Segment[]): Region[] {
  let at = iova
  return segments.map(({ paddr, size }) => {
    const region = { iova: at, paddr, size }
    at += size
    return region
  })
}

/**
 * One session under test. Operations go one at a time, as tapes of one operation, so that the
 * probe's record is that of the last one.
 */
export class Subject {
  readonly session: Session
  readonly probe: InvalidationProbe
  private readonly operations: OneAtATime

  constructor(
    engine: Engine,
    readonly domain: DomainConfig,
    { BLOCK, LARGE, PAGE }: Places = placesOf(engine.format),
  ) {
    const block = (domain.pgsizeBitmap & BLOCK) !== 0 ? BLOCK : LARGE
    this.probe = new InvalidationProbe(PAGE, block)
    this.session = engine.open(domain, this.probe)
    this.operations = new OneAtATime(this.session)
  }

  map(iova: number, paddr: number, size: number): Outcome {
    return this.mapList(iova, [{ paddr, size }])
  }

  /** Maps segments one behind the other in iova, as one scatter list. */
  mapList(iova: number, segments: readonly Segment[]): Outcome {
    return this.run(mapsOf(regionsOfList(iova, segments)))
  }

  unmap(iova: number, size: number): Outcome {
    return this.run([unmapOf(iova, size)])
  }

  /** @throws Violation where the map does not do all of its bytes. */
  maps(iova: number, paddr: number, size: number): void {
    this.mapsList(iova, [{ paddr, size }])
  }

  mapsList(iova: number, segments: readonly Segment[]): void {
    const bytes = bytesOf(segments)
    expectOutcome(mapText(iova, segments), this.mapList(iova, segments), { bytes, error: 0 })
  }

  /** @throws Violation where the unmap returns other than `bytes`. */
  unmaps(iova: number, size: number, bytes = size): void {
    const what = `unmap of ${where(iova, size)}`
    expectOutcome(what, this.unmap(iova, size), { bytes, error: 0 })
  }

  /** @throws Violation where the map does not fail with `error`, or changes what is mapped. */
  refuses(error: number, iova: number, paddr: number, size: number): void {
    this.refusesList(error, iova, [{ paddr, size }])
  }

  refusesList(error: number, iova: number, segments: readonly Segment[]): void {
    const before = this.regions()
    const what = mapText(iova, segments)
    expectOutcome(what, this.mapList(iova, segments), { bytes: 0, error: -error })
    this.holds(before, `after the failed ${what}`)
  }

  /** What is mapped now. */
  regions(): Region[] {
    return regionsOf(this.session)
  }

  /** @throws Violation where other things are mapped than `expected`, or are translated otherwise. */
  holds(expected: readonly Region[], when = 'at the end'): void {
    const regions = joined(expected)
    const difference = differenceOf(regions, this.regions())
    if (difference !== undefined) throw new Violation(`${when} ${difference}`)
    const inputEnd = 2 ** this.domain.ias
    for (const { iova, size } of regions) {
      const places = [iova - 1, iova, iova + 42, iova + size / 2, iova + size - 1, iova + size]
      for (const at of places) {
        if (at < 0 || at >= inputEnd) continue
        checkTranslation(this.session, at, translationIn(regions, at))
      }
    }
  }

  /** @throws Violation where tables are in use that the root does not reach. */
  holdsNoLeak(when = 'at the end'): void {
    const leaked = this.session.leakedTables()
    if (leaked !== 0) throw new Violation(`${when} tables leaked: ${leaked}`)
  }

  private run(operations: readonly Operation[]): Outcome {
    this.probe.clear()
    return this.operations.run(operations)
  }
}

/** A map in words: of its one segment, or of a scatter list. */
function mapText(iova: number, segments: readonly Segment[]): string {
  const all = where(iova, bytesOf(segments))
  if (segments.length > 1) return `map of a scatter list of ${all}`
  return `map of ${all} to ${formatAddress(segments[0].paddr)}`
}

/** @throws Violation where an outcome is another than it should be. */
export function expectOutcome(
  what: string,
  found: Outcome,
  expected: Omit<Outcome, 'failures'>,
): void {
  if (found.error !== expected.error) {
    throw new Violation(
      `${what} returned ${errorText(found.error)} instead of ${errorText(expected.error)}`,
    )
  }
  if (found.bytes !== expected.bytes) {
    throw new Violation(
      `${what} did ${bytesText(found.bytes)} instead of ${bytesText(expected.bytes)}`,
    )
  }
  if (expected.error !== 0 && found.failures === 0) {
    throw new Violation(`${what} returned ${errorText(found.error)} and counted no failure`)
  }
}

/** @throws Violation where a part of what begins at `iova` is in none of the intervals. */
export function expectCovered(
  intervals: readonly Interval[],
  iova: number,
  size: number,
  what: string,
  how: string,
): void {
  const gap = firstGap(intervals, iova, iova + size)
  if (gap === undefined) return
  throw new Violation(`${what}: ${where(gap.start, gap.end - gap.start)} is not ${how}`)
}

/** A place in the input address space in words. */
export function where(iova: number, size: number): string {
  return `${formatSize(size)} at ${formatAddress(iova)}`
}

const ERROR_NAMES = new Map([
  [EEXIST, '-EEXIST'],
  [EINVAL, '-EINVAL'],
  [ENOMEM, '-ENOMEM'],
  [ERANGE, '-ERANGE'],
])

function errorText(error: number): string {
  return ERROR_NAMES.get(-error) ?? String(error)
}

function bytesText(bytes: number): string {
  return bytes === 0 ? '0 bytes' : formatSize(bytes)
}
