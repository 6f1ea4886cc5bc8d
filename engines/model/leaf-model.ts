/**
 * What an address space holds after any sequence of maps and unmaps, failures included, given what
 * an engine declares of its semantics. It knows leaves and attached tables, but no walk, no pte and
 * no call shape: pages are chosen by trying sizes from the largest, one page after the other.
 *
 * The rules:
 * - A map checks its arguments before anything else: -EINVAL where a part of it is not a multiple of
 *   the smallest page size, then -ERANGE where its last byte lies beyond `ias` or `oas`. A bad
 *   unmap returns 0. Neither changes anything. Zero bytes are mapped and unmapped by doing nothing.
 * - A map writes leaf after leaf. On the way to a leaf a table is attached wherever there is none;
 *   it stays when the map fails. A leaf in the way is -EEXIST. A table in the way of a block goes,
 *   with the leaves it holds (`replaced`), or it goes if it holds none and is -EEXIST if it holds
 *   one (`replaced-if-empty`).
 * - After an error the leaves that were written are unmapped again, each piece of a scatter list by
 *   itself. What a map replaced before it failed stays gone.
 * - An unmap takes pieces, each the largest page size that the alignment of its iova and the bytes
 *   left allow, and ends at the first that takes nothing. Where tables are `dropped`, a piece that
 *   spans an attached table takes all of it, full of holes or empty as it may be, and counts whole.
 *   Where they are `cleared`, there are no pieces but leaves, and a hole ends the unmap.
 * - A leaf larger than the piece, or reaching beyond the range: see `Semantics.insideBlock`. A block
 *   is split level by level, also to a page size that the domain does not use itself.
 * - A leaf of several entries is mapped, and goes, entry by entry as those of one do; what is in the way of
 *   the first of them is met first.
 *
 * What is left open, and why:
 * - After a failed map, whether a table that the rolled-back range covers whole is still attached,
 *   then empty. A core that rolls back by block-sized unmaps drops it; a page table that undoes its
 *   own run clears the leaves one by one and leaves it. Both end in the same translations. It shows
 *   when a block-sized unmap comes over it, which returns its full size or 0; whichever the engine
 *   returned there is taken as the answer, and is held to from then on.
 * - Where tables are `cleared`, which empty tables stay attached: no return value depends on it.
 * - Of a run that meets -EEXIST, the empty tables in front of it: they are gone where a map goes page
 *   by page, and there where the run is looked at first. Where any table is replaced both end alike,
 *   and where tables are `cleared` it does not show; the one combination that it shows in, `dropped`
 *   and `replaced-if-empty`, no built-in engine declares, and here it goes page by page.
 * - -ENOMEM: it depends on which tables are in use, so domains with `maxTables` are not modelled.
 */
import {
  type DomainConfig,
  EEXIST,
  EINVAL,
  ERANGE,
  formatAddress,
  formatSize,
  type Semantics,
  type Session,
} from '../contract/index.js'
import { describe } from './model.js'
import { downTo, type Leaf, Tables } from './tables.js'

/** A piece of a scatter list, in bytes. */
export interface Segment {
  paddr: number
  size: number
}

/** How an unmap that is a rollback leaves the tables that it covers. */
const ROLLBACK = 'rollback'

export class LeafModel {
  private readonly tables: Tables
  /** Page sizes of the domain, largest first. */
  private readonly pageSizes: readonly number[]
  private readonly smallest: number
  private readonly iovaEnd: number
  private readonly paddrEnd: number

  constructor(
    domain: DomainConfig,
    private readonly semantics: Semantics,
    /**
     * The sizes that leaves of the format come in, largest first, those of several entries apart, and the
     * entries of its tables.
     */
    private readonly format: {
      sizes: readonly number[]
      contiguous: readonly number[]
      entries: number
    },
  ) {
    this.tables = new Tables(format.sizes, format.entries)
    this.pageSizes = [...format.sizes, ...format.contiguous]
      .filter((size) => Math.floor(domain.pgsizeBitmap / size) % 2 === 1)
      .sort((a, b) => b - a)
    this.smallest = Math.min(...this.pageSizes)
    this.iovaEnd = 2 ** domain.ias
    this.paddrEnd = 2 ** domain.oas
  }

  /** Leaves mapped, of all sizes. */
  get leaves(): number {
    return this.tables.leaves
  }

  /** Maps `size` bytes at `iova`. Returns 0 or a negated errno. */
  map(iova: number, paddr: number, size: number): number {
    return this.mapList(iova, [{ paddr, size }])
  }

  /** Maps the segments of a scatter list one behind the other. Returns 0 or a negated errno. */
  mapList(iova: number, segments: readonly Segment[]): number {
    const pieces = joined(segments)
    const total = pieces.reduce((sum, piece) => sum + piece.size, 0)
    const parts = [iova, ...pieces.flatMap(({ paddr, size }) => [paddr, size])]
    if (parts.some((part) => part % this.smallest !== 0)) return -EINVAL
    if (iova + total > this.iovaEnd) return -ERANGE
    if (pieces.some(({ paddr, size }) => paddr + size > this.paddrEnd)) return -ERANGE
    let done = 0
    for (const { paddr, size } of pieces) {
      const error = this.mapPiece(iova + done, paddr, size)
      if (error !== 0) {
        this.unmapPieces(iova, done, ROLLBACK)
        return error
      }
      done += size
    }
    return 0
  }

  /**
   * Unmaps up to `size` bytes from `iova` on. Returns the bytes that an engine must have unmapped;
   * `returned`, what it did return, settles what is left open, and nothing else.
   */
  unmap(iova: number, size: number, returned: number): number {
    if (iova % this.smallest !== 0 || size % this.smallest !== 0) return 0
    if (iova + size > this.iovaEnd) return 0
    return this.semantics.coveredTable === 'dropped'
      ? this.unmapPieces(iova, size, returned)
      : this.unmapLeaves(iova, size)
  }

  /** The physical address behind `iova`; `undefined` where nothing is mapped. */
  translate(iova: number): number | undefined {
    const leaf = this.tables.leafAt(iova)
    return leaf === undefined ? undefined : leaf.paddr + (iova - leaf.iova)
  }

  /** The leaf that `iova` lies in. */
  leafAt(iova: number): Leaf | undefined {
    return this.tables.leafAt(iova)
  }

  /** The first difference between this and the leaves of a session, in words; `undefined` where there is none. */
  differenceFrom(session: Session): string | undefined {
    let seen = 0
    let end = 0
    let difference: string | undefined
    session.leaves((iova, paddr, size) => {
      seen++
      if (difference !== undefined) return
      if (iova < end) difference = `leaf ${formatAddress(iova)} is not visited in ascending order`
      end = iova + size
      if (this.tables.holds(iova, paddr, size)) return
      const leaf = this.tables.leafAt(iova)
      const expected =
        leaf === undefined
          ? describe(undefined)
          : `${formatSize(leaf.size)}@${formatAddress(leaf.iova)} -> ${formatAddress(leaf.paddr)}`
      difference = `leaf ${formatSize(size)}@${formatAddress(iova)} -> ${formatAddress(paddr)} is there instead of ${expected}`
    })
    if (difference === undefined && seen !== this.leaves) {
      difference = `${seen} leaves are there instead of ${this.leaves}`
    }
    return difference
  }

  /** The smallest leaf of the format. */
  private get page(): number {
    return this.format.sizes[this.format.sizes.length - 1]
  }

  private mapPiece(iova: number, paddr: number, size: number): number {
    let done = 0
    while (done < size) {
      const pgsize = this.pageSizeFor(size - done, iova + done, paddr + done)
      const error = this.mapLeaf(iova + done, paddr + done, pgsize)
      if (error !== 0) {
        this.unmapPieces(iova, done, ROLLBACK)
        return error
      }
      done += pgsize
    }
    return 0
  }

  private mapLeaf(iova: number, paddr: number, size: number): number {
    const { format, tables } = this
    const span = tables.entrySpan(size)
    const inTheWay = tables.spanAt(iova)
    tables.attach(iova, format.sizes[0] * format.entries)
    for (const larger of format.sizes) {
      if (larger <= span) break
      if (inTheWay === larger) return -EEXIST
      tables.attach(iova, larger)
    }
    for (let part = 0; part < size; part += span) {
      if (!this.makesRoom(iova + part, span)) return -EEXIST
    }
    tables.addLeaf(iova, paddr, size)
    return 0
  }

  /** Whether an entry can be a leaf, or a part of one; a table in the way goes, where it does. */
  private makesRoom(iova: number, span: number): boolean {
    const { tables } = this
    if (tables.spanAt(iova) === span) return false
    if (span === this.page || tables.attached(iova, span) === false) return true
    const replaces = this.semantics.blockOverTable === 'replaced'
    if (!replaces && tables.holdsLeaf(iova, span)) return false
    tables.detach(iova, span)
    return true
  }

  /** Unmaps as a core does that picks a page size for each piece. */
  private unmapPieces(iova: number, size: number, returned: number | typeof ROLLBACK): number {
    let done = 0
    while (done < size) {
      const at = iova + done
      const pgsize = this.pageSizeFor(size - done, at)
      const wentPast = returned === ROLLBACK ? undefined : returned > done
      const taken = this.takeTable(at, pgsize, wentPast) || this.takeLeaf(at, pgsize)
      if (taken === 0) break
      done += taken
    }
    return done
  }

  /**
   * Takes the table that a piece of `pgsize` bytes begins with and covers. `wentPast` says whether the engine's
   * unmap took something here; it is `undefined` in a rollback, which nobody sees.
   */
  private takeTable(iova: number, pgsize: number, wentPast: boolean | undefined): number {
    const { tables } = this
    const span = tables.entrySpan(pgsize)
    if (span === this.page) return 0
    const attached = tables.attached(iova, span)
    if (attached === false) return 0
    if (wentPast === undefined) {
      tables.emptyUncertainly(iova, span)
      return span
    }
    tables.detach(iova, span)
    if (attached === undefined && !wentPast) return 0
    tables.confirmAbove(iova, span)
    return span
  }

  /** Takes the leaf at `iova`, or a part of it, for a piece of `pgsize` bytes. */
  private takeLeaf(iova: number, pgsize: number): number {
    const { tables } = this
    const leaf = tables.leafAt(iova)
    if (leaf === undefined) return 0
    if (leaf.iova === iova && leaf.size <= pgsize) {
      tables.removeLeaf(iova, leaf.size)
      return leaf.size
    }
    switch (this.semantics.insideBlock) {
      case 'refused':
        return 0
      case 'removed':
        if (leaf.iova !== iova) return 0
        tables.removeLeaf(iova, leaf.size)
        return leaf.size
      case 'excluded':
      case 'split':
        this.split(leaf)
        return this.takeLeaf(iova, pgsize)
    }
  }

  /** Replaces a block by a table of the next smaller leaves. */
  private split({ iova, paddr, size }: Leaf): void {
    const below = size / this.format.entries
    this.tables.removeLeaf(iova, size)
    this.tables.attach(iova, size)
    for (let offset = 0; offset < size; offset += below) {
      this.tables.addLeaf(iova + offset, paddr + offset, below)
    }
  }

  /** Unmaps leaf by leaf, whatever tables they are in. */
  private unmapLeaves(iova: number, size: number): number {
    let done = 0
    while (done < size) {
      const leaf = this.tables.leafAt(iova + done)
      if (leaf === undefined) break
      const whole = leaf.iova === iova + done && leaf.size <= size - done
      const piece = whole ? leaf.size : this.smallest
      const taken = this.takeLeaf(iova + done, piece)
      if (taken === 0) break
      done += taken
    }
    return done
  }

  /** The largest page size that divides both addresses and fits into `left` bytes. */
  private pageSizeFor(left: number, iova: number, paddr = iova): number {
    for (const size of this.pageSizes) {
      if (size <= left && downTo(iova, size) === iova && downTo(paddr, size) === paddr) return size
    }
    throw new Error(`no page size fits ${left} bytes at ${iova}, ${paddr}`)
  }
}

/** Segments that lie side by side in memory, as one. */
function joined(segments: readonly Segment[]): Segment[] {
  const pieces: Segment[] = []
  for (const { paddr, size } of segments) {
    const last = pieces[pieces.length - 1]
    if (last !== undefined && last.paddr + last.size === paddr) last.size += size
    else pieces.push({ paddr, size })
  }
  return pieces
}
