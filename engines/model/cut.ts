/**
 * A buffer cut up: its leaves, the pieces that an unmap of it takes, and the tables above them, by
 * trying sizes and dividing addresses. What call shapes count is worked out from these; nothing here
 * is shared with the engines.
 */
import { type DomainConfig, GIB, KIB, MIB } from '../contract/index.js'

const SIZES = [GIB, 2 * MIB, 4 * KIB]
const ENTRIES = 512
const PTES_PER_LINE = 8

/** A leaf of a map, or a piece that an unmap takes at once. */
export interface Page {
  iova: number
  size: number
}

/** A buffer, cut up. */
export interface Cut {
  format: string
  domain: DomainConfig
  leaves: Page[]
  pieces: Page[]
}

export interface Buffer {
  iova: number
  paddr: number
  size: number
}

/** The largest page that fits, one after the other. */
export function greedy(bitmap: number, { iova, paddr, size }: Buffer): Page[] {
  const pages: Page[] = []
  for (let done = 0; done < size; ) {
    const fits = (page: number) =>
      (bitmap & page) !== 0 &&
      (iova + done) % page === 0 &&
      (paddr + done) % page === 0 &&
      done + page <= size
    const page = SIZES.find(fits)
    if (page === undefined) throw new Error('no page fits')
    pages.push({ iova: iova + done, size: page })
    done += page
  }
  return pages
}

/** Pages side by side of one size; cut where their table ends, if `perTable`. */
export function runsOf(pages: readonly Page[], perTable: boolean): Page[][] {
  const runs: Page[][] = []
  for (const page of pages) {
    const run = runs[runs.length - 1]
    const goesOn = run !== undefined && run[0].size === page.size
    const tableEnds = perTable && page.iova % (page.size * ENTRIES) === 0
    if (goesOn && !tableEnds) run.push(page)
    else runs.push([page])
  }
  return runs
}

/** Levels from the root to the tables of pages of `size`, both included. */
export function depth({ domain, format }: Cut, size: number): number {
  const bits = domain.ias - 12
  let levels = Math.ceil(bits / 9)
  // Stage 2 takes up to 16 tables side by side instead of a fourth level of no more entries.
  if (format === 'arm-lpae-4k-s2' && levels === 4 && bits - 27 <= 4) levels--
  return levels - (2 - SIZES.indexOf(size))
}

/** What `tablesOver` found, by its pages: every cut has arrays of its own. */
const known = new WeakMap<readonly Page[], Set<string>>()

/** Tables on the way to `pages`, the root included, each once. */
export function tablesOver(cut: Cut, pages: readonly Page[]): Set<string> {
  const seen = known.get(pages)
  if (seen !== undefined) return seen
  const tables = new Set<string>(['root'])
  let last = ''
  for (const { iova, size } of pages) {
    let span = size * ENTRIES
    const nearest = `${span}@${Math.floor(iova / span)}`
    if (nearest === last) continue
    last = nearest
    for (let below = depth(cut, size) - 1; below > 0; below--) {
      tables.add(`${span}@${Math.floor(iova / span)}`)
      span *= ENTRIES
    }
  }
  known.set(pages, tables)
  return tables
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Pieces that find a leaf of their own size, and pieces that find a table. */
export function leafPieces({ leaves, pieces }: Cut): Page[] {
  const found = new Set(leaves.map(({ iova, size }) => `${size}@${iova}`))
  return pieces.filter(({ iova, size }) => found.has(`${size}@${iova}`))
}

export function tablePieces(cut: Cut): Page[] {
  const leaves = new Set(leafPieces(cut))
  return cut.pieces.filter((piece) => !leaves.has(piece))
}

/** Tables that the table pieces lead to, themselves included. */
export function tablesDropped(cut: Cut): Page[] {
  const pieces = tablePieces(cut)
  return tablesBelowRoot(cut).filter((table) =>
    pieces.some(({ iova, size }) => iova <= table.iova && table.iova + table.size <= iova + size),
  )
}

/** Cache lines that the ptes of a run of one table lie in. */
export function lines(run: readonly Page[]): number {
  const entry = ({ iova, size }: Page) => Math.floor(iova / size) % ENTRIES
  const first = Math.floor(entry(run[0]) / PTES_PER_LINE)
  const last = Math.floor((entry(run[0]) + run.length - 1) / PTES_PER_LINE)
  return last - first + 1
}

/** Entries side by side in one table that lead to tables which a range-wise unmap removes. */
export function goneRuns(cut: Cut): Page[][] {
  const tables = removedTables(cut).sort((a, b) => a.size - b.size || a.iova - b.iova)
  return gathered(tables).flatMap((run) => runsOf(run, true))
}

/** Tables that the buffer covers whole. */
export function removedTables(cut: Cut): Page[] {
  const { iova } = cut.pieces[0]
  const end = iova + sum(cut.pieces.map(({ size }) => size))
  return tablesBelowRoot(cut).filter(
    (table) => iova <= table.iova && table.iova + table.size <= end,
  )
}

/** Tables above the leaves, the root left out, by where they begin and what they span. */
function tablesBelowRoot(cut: Cut): Page[] {
  const names = [...tablesOver(cut, cut.leaves)].filter((name) => name !== 'root')
  return names.map((name) => {
    const [size, number] = name.split('@').map(Number)
    return { iova: size * number, size }
  })
}

/** Pages side by side of one size, as the gather takes them: a gap or another size begins a new one. */
export function gathered(pages: readonly Page[]): Page[][] {
  const ranges: Page[][] = []
  for (const page of pages) {
    const range = ranges[ranges.length - 1]
    const last = range?.[range.length - 1]
    const fits = last?.size === page.size && last.iova + last.size === page.iova
    if (range !== undefined && fits) range.push(page)
    else ranges.push([page])
  }
  return ranges
}

/** ptes read to find the tables below a table that goes: all of it, unless it holds pages only. */
export function tablesRead(cut: Cut): number {
  return tablePieces(cut).filter(({ size }) => size === GIB).length * ENTRIES
}
