/** The cells that a suite's entries stand for. */
import { dirname } from 'node:path'
import { InputError } from '../engines/contract/index.js'
import type { Cell } from './cell/cell.js'
import { coldCell } from './cold/cell.js'
import { mixCell } from './mix/cell.js'
import { rollbackCell } from './rollback/cell.js'
import type { Suite } from './suite.js'
import { type Entry, timedIn } from './suite-schema.js'
import { sweepCell } from './sweep/cell.js'
import { noneDivides, sweepProduct } from './sweep/entry.js'
import { signatureOf } from './sweep/signature.js'
import { traceCell } from './trace/index.js'

/** A combination of a sweep's lists that is not made, because another of them is the same work. */
export interface RedundantCell {
  id: string
  title: string
  /** Id of the cell that stands for it. */
  sameAs: string
}

/** What an entry may become. */
interface Candidate {
  /** Where it stands in the entry. */
  place: string
  make(): Cell
  /** Equal for equal work; absent where nothing can be equal. */
  signature?(): string
}

/**
 * The cells of a suite, in the order of its file; sizes change first within a sweep.
 * @throws InputError where sizes do not fit, a trace is missing, or a cell is there twice
 */
export function cellsOf(suite: Suite): Cell[] {
  return expand(suite).cells
}

/** The combinations that `cellsOf` leaves out, in the order in which they would have come. */
export function redundantCells(suite: Suite): RedundantCell[] {
  return expand(suite).redundant
}

interface Expansion {
  cells: Cell[]
  redundant: RedundantCell[]
}

/** Once for each suite: traces of the user's own are read for it. */
const expansions = new WeakMap<Suite, Expansion>()

function expand(suite: Suite): Expansion {
  const known = expansions.get(suite) ?? expanded(suite)
  expansions.set(suite, known)
  return known
}

function expanded(suite: Suite): Expansion {
  const cells: Cell[] = []
  const redundant: RedundantCell[] = []
  const places = new Map<string, string>()
  for (const [index, entry] of suite.cells.entries()) {
    const standing = new Map<string, string>()
    const candidates = candidatesOf(entry, suite)
    if (candidates.length === 0 && entry.sweep !== undefined) {
      throw new InputError(
        `${suite.path}: cells[${index}].sweep: makes no cell: ${noneDivides(entry.sweep)}`,
      )
    }
    for (const { place, make, signature } of candidates) {
      const where = `cells[${index}].${place}`
      const cell = at(suite, where, make)
      const first = places.get(cell.id)
      if (first !== undefined) {
        throw new InputError(
          `${suite.path}: ${where}: cell ${cell.id} is there already, at ${first}`,
        )
      }
      const work = signature?.() ?? cell.id
      const sameAs = standing.get(work)
      if (sameAs !== undefined) {
        redundant.push({ id: cell.id, title: cell.title, sameAs })
        continue
      }
      standing.set(work, cell.id)
      places.set(cell.id, where)
      cells.push({ ...cell, timedEngines: timedIn(suite, entry) })
    }
  }
  return { cells, redundant }
}

function candidatesOf(entry: Entry, suite: Suite): Candidate[] {
  const { sweep, mix, rollback, cold, trace, replay, domains, keepWhole, lists } = entry
  if (sweep !== undefined) {
    return sweepProduct(sweep).map(({ place, options }) => ({
      place: `sweep.${place}`,
      make: () => sweepCell(options),
      signature: () => signatureOf(options),
    }))
  }
  if (rollback !== undefined) {
    const { size, at, ...shared } = rollback
    return at.map((place, which) => ({
      place: `rollback.at[${which}]`,
      make: () => rollbackCell({ ...shared, bufferBytes: size, at: place }),
    }))
  }
  if (mix !== undefined) return [{ place: 'mix', make: () => mixCell(mix) }]
  if (cold !== undefined) return [{ place: 'cold', make: () => coldCell(cold) }]
  if (trace === undefined) return []
  const folders = [dirname(suite.path), process.cwd()]
  const options = { trace, folders, domains, keepWhole, lists, ...(replay && { replay }) }
  return [{ place: 'trace', make: () => traceCell(options) }]
}

/** Makes a cell; what is wrong with it is reported with its place in the suite's file. */
function at(suite: Suite, place: string, make: () => Cell): Cell {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${suite.path}: ${place}: ${error.message}`)
  }
}
