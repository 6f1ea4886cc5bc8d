/**
 * Maps that fail with -ENOMEM: the domain's budget of tables is used up, and the failing page's table
 * is not there.
 *
 * Every map fails at the same page, in every cycle and call shape, because nothing that it does or
 * undoes changes which tables there are. Pages of other buffers, mapped before and unmapped after,
 * make every table on the way to the pages before the failing one, and those above its own table:
 * so a map allocates nothing before it fails, and a rollback, whatever it clears, leaves tables that
 * hold a page of someone else. They make exactly as many tables as the budget is, so there is none
 * left to be had; and none of them lies in a failing page's table. An unmap of single pages frees no
 * table, so all of it holds for the cycles that follow.
 */
import {
  compileTape,
  ENOMEM,
  formatSize,
  InputError,
  type Tape,
} from '../../engines/contract/index.js'
import { TABLE_ENTRIES, tableSpan } from '../cell/cuts.js'
import { ADDRESS_BITS } from '../cell/domain.js'
import { unmapOf } from '../cell/operations.js'
import { IOVA_BASE, mapAt, naturalAlignment, OTHER_PADDR_BASE } from '../cell/place.js'
import type { FailingBuffer } from './buffer.js'
import { leavesBefore } from './place.js'

/** Leaves that a phase writes before it fails, and what a failing map costs besides, in leaves. */
const PHASE_LEAVES = 16384
const FAILURE_LEAVES = 4

export interface NoMemory {
  /** Tables that may be in use: those that the pages of other buffers make, and no more. */
  maxTables: number
  compile(): Tape
}

/**
 * Works out where the pages of other buffers must be.
 * @param page the domain's smallest page size
 * @throws InputError where they would have to lie inside the failing buffers, or nothing fits
 */
export function noMemory(buffer: FailingBuffer, page: number): NoMemory {
  const stride = strideOf(buffer)
  const slots = buffersFor(buffer)
  if (OTHER_PADDR_BASE + slots * stride > 2 ** ADDRESS_BITS) throw tooLarge(buffer)
  const made = new Set<string>()
  const others: number[] = []
  const add = (iova: number) => {
    others.push(iova)
    for (const table of tablesFor(iova, page)) made.add(table)
  }
  for (let slot = 0; slot < slots; slot++) {
    const begin = IOVA_BASE + slot * stride
    // A buffer that begins late has room for a page before it, in its first table.
    if (buffer.shift > 0) add(begin)
    const above = tableSpan(tableSpan(buffer.place.pgsize))
    const failing = begin + buffer.shift + buffer.place.offset
    if (!made.has(tableAt(failing, above))) add(lastPage(begin + stride, failing, above, page))
  }
  requireEqualFailures(buffer, stride, slots, made, others)
  return {
    maxTables: made.size,
    compile: () => compileNoMemory(buffer, stride, slots, others, page),
  }
}

/** Bytes from slot to slot: behind each buffer a whole table's span is free. */
function strideOf({ bytes, shift, place }: FailingBuffer): number {
  return naturalAlignment(bytes + shift + tableSpan(place.pgsize))
}

/** Buffers on the tape, a power of two. */
function buffersFor({ place }: FailingBuffer): number {
  const wanted = PHASE_LEAVES / (leavesBefore(place) + FAILURE_LEAVES)
  return 2 ** Math.max(0, Math.round(Math.log2(wanted)))
}

/** The last page of a slot, or of the table above the failing one's where that ends first. */
function lastPage(slotEnd: number, failing: number, above: number, page: number): number {
  return Math.min(slotEnd, (Math.floor(failing / above) + 1) * above) - page
}

/** Checks what the head of this file claims of the tables, for every buffer. */
function requireEqualFailures(
  buffer: FailingBuffer,
  stride: number,
  slots: number,
  made: ReadonlySet<string>,
  others: readonly number[],
): void {
  const { bytes, shift, place } = buffer
  for (let slot = 0; slot < slots; slot++) {
    const start = IOVA_BASE + slot * stride + shift
    const needed = place.before.flatMap(({ offset, pgsize }) => tablesFor(start + offset, pgsize))
    const [missing, ...above] = tablesFor(start + place.offset, place.pgsize)
    const allMade = [...needed, ...above].every((table) => made.has(table))
    if (!allMade || made.has(missing)) throw tooLarge(buffer)
  }
  const inside = others.some((iova) => {
    const at = ((iova - IOVA_BASE) % stride) - shift
    return at >= 0 && at < bytes
  })
  if (inside) throw tooLarge(buffer)
}

function tooLarge({ bytes, failing }: FailingBuffer): InputError {
  return new InputError(
    `buffer ${formatSize(bytes)} is too large for ENOMEM at ${failing.at}: ` +
      'it leaves no room for the pages that make its tables; take a smaller one',
  )
}

function compileNoMemory(
  { bytes, shift }: FailingBuffer,
  stride: number,
  slots: number,
  others: readonly number[],
  page: number,
): Tape {
  const maps = Array.from({ length: slots }, (_, slot) => ({
    ...mapAt(slot * stride + shift, bytes),
    error: -ENOMEM,
  }))
  const pages = others.map((iova) => ({
    ...mapAt(iova - IOVA_BASE, page),
    paddr: OTHER_PADDR_BASE + iova - IOVA_BASE,
  }))
  return compileTape([
    { op: 'map', timed: false, operations: pages },
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: false, operations: pages.map(unmapOf) },
  ])
}

/** The table of `span` bytes that holds `iova`, on a domain of four levels with 512 entries each: 48 bits at 4K. */
function tableAt(iova: number, span: number): string {
  return `${Math.floor(iova / span)} of ${span}`
}

/** All tables on the way to a leaf of `pgsize` at `iova`, the root included, the leaf's own first. */
function tablesFor(iova: number, pgsize: number): string[] {
  const tables: string[] = []
  for (let span = tableSpan(pgsize); span <= 2 ** ADDRESS_BITS; span *= TABLE_ENTRIES) {
    tables.push(tableAt(iova, span))
  }
  return tables
}
