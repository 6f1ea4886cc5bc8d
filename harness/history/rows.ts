/** The rows of a tree that a history follows. */
import { DEFAULT_FORMAT, InputError, nearest } from '../../engines/contract/index.js'
import {
  coreRowsOf,
  type LinuxEngine,
  type LinuxTier,
  libraryRows,
} from '../../engines/linux/index.js'

/** A row, and what it is compared by from version to version. */
export interface FollowedRow {
  series: string
  /** `map-unmap-pages`, `punt-range@vtd-ss`. */
  row: string
  engine: LinuxEngine
}

/**
 * The rows that are named; without names those by which the kernel's own core calls each library, on
 * every format but those of ARM's second stage.
 */
export function followedRows(tier: LinuxTier, names: readonly string[]): FollowedRow[] {
  const plain = tier.engines.filter(({ variant }) => variant.name === '')
  if (names.length > 0) {
    return plain.flatMap((engine) => {
      const row = rowOf(engine)
      return names.includes(row) ? [{ series: row, row, engine }] : []
    })
  }
  const formats = [...new Set(plain.map(({ format }) => format))].filter(
    (format) => !format.endsWith('-s2'),
  )
  return formats.flatMap((format) => {
    const own = plain.filter((engine) => engine.format === format)
    const library = own[0]?.library ?? ''
    const engine = coreRowsOf(library)
      .map((name) => own.find(({ shape }) => shape === name))
      .find(Boolean)
    if (engine === undefined) return []
    const series = format === DEFAULT_FORMAT ? library : `${library} ${format}`
    return [{ series, row: rowOf(engine), engine }]
  })
}

/** @throws InputError for a name that no version can have, before any is opened. */
export function requireKnownRows(names: readonly string[]): void {
  const all = libraryRows()
  const unknown = names.find((name) => !all.includes(name.replace(/@.*/, '')))
  if (unknown === undefined) return
  throw new InputError(
    `--engine ${unknown}${nearest(unknown, all)}: trees may have ${all.join(', ')}, each also as ROW@FORMAT`,
  )
}

/** @throws InputError for a name that no version had. */
export function requireRows(names: readonly string[], known: ReadonlySet<string>): void {
  const unknown = names.find((name) => !known.has(name))
  if (unknown === undefined) return
  const all = [...known]
  throw new InputError(
    `--engine ${unknown}${nearest(unknown, all)}: the trees have ${all.join(', ')}`,
  )
}

/** Names of all rows of a tree. */
export function rowNames({ engines }: LinuxTier): string[] {
  return engines.filter(({ variant }) => variant.name === '').map(rowOf)
}

function rowOf({ id }: LinuxEngine): string {
  return id.slice(id.indexOf('/') + 1)
}
