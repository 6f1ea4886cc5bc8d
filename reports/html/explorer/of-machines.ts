/** Several machines' runs in one explorer: whose code a row runs becomes on which machine, and whose. */
import type { CellInfo, DetailData, ExplorerData, Place } from './data.js'

/** A machine's run, with what to call the machine. */
export interface Part {
  name: string
  data: ExplorerData
  details: DetailData
}

/** Cells, places and shapes that have one id are one; rows and their sources are each machine's own. */
export function ofMachines(parts: readonly Part[]): { data: ExplorerData; details: DetailData } {
  const all = parts.map(({ data }) => data)
  const cells = firstOfEach(all.flatMap((data) => data.cells))
  const shapes = firstOfEach(all.flatMap((data) => data.shapes))
  const placeOf = cells.map(({ id }) => all.map((data) => data.cells.findIndex((c) => c.id === id)))
  const sources = parts.flatMap(({ name, data }) =>
    data.sources.map(({ id, label }) => ({ id: `${name}: ${id}`, label: `${name}: ${label}` })),
  )
  const offsets = offsetsOf(all.map((data) => data.sources.length))
  const warned = offsetsOf(all.map((data) => data.warnings.length))
  const [first] = all
  const data: ExplorerData = {
    measures: firstOfEach(all.flatMap(({ measures }) => measures)),
    places: firstOfEach(all.flatMap(({ places }) => places)).map((place) => ({
      ...place,
      cells: cellsOf(place, all, cells),
      ops: [
        ...new Set(
          all.flatMap(({ places }) => places.find(({ id }) => id === place.id)?.ops ?? []),
        ),
      ],
    })),
    sources,
    shapes,
    rows: parts.flatMap(({ name, data: own }, machine) =>
      own.rows.map((row) => ({
        ...row,
        id: `${name}: ${row.id}`,
        machine,
        source: row.source + offsets[machine],
        shape: shapes.findIndex(({ id }) => id === own.shapes[row.shape]?.id),
      })),
    ),
    cells: cells.map((cell, at) => ({
      ...cell,
      warnings: all.flatMap((own, machine) =>
        (own.cells[placeOf[at][machine]]?.warnings ?? []).map((one) => one + warned[machine]),
      ),
      bands: all.flatMap((own, machine) =>
        own.sources.map((_, source) => own.cells[placeOf[at][machine]]?.bands[source] ?? {}),
      ),
    })),
    warnings: parts.flatMap(({ name, data: own }) =>
      own.warnings.map((warning) => ({ ...warning, message: `${name}: ${warning.message}` })),
    ),
    figures: placeOf.map((at) =>
      all.flatMap((own, machine) =>
        own.rows.map((_, row) => own.figures[at[machine]]?.[row] ?? null),
      ),
    ),
    start: {
      ...first.start,
      of: parts.flatMap(({ name, data: own }) => own.start.of.map((id) => `${name}: ${id}`)),
    },
    options: all.flatMap(({ options }) => options),
  }
  return { data, details: detailsOf(parts, placeOf) }
}

function detailsOf(parts: readonly Part[], placeOf: readonly number[][]): DetailData {
  const named = <T>(name: string, byRow: Record<string, T>) =>
    Object.fromEntries(Object.entries(byRow).map(([row, value]) => [`${name}: ${row}`, value]))
  return {
    cells: placeOf.map((at) =>
      parts.map(({ name, details }, machine) => {
        const own = details.cells[at[machine]]?.[0]
        return own ? { ...own, ns: named(name, own.ns), notes: named(name, own.notes) } : null
      }),
    ),
  }
}

/** A place's cells on all machines, by their places in the list of all. */
function cellsOf(
  { id }: Place,
  all: readonly ExplorerData[],
  cells: readonly CellInfo[],
): Place['cells'] {
  const labels = new Map(
    all.flatMap((own) =>
      (own.places.find((place) => place.id === id)?.cells ?? []).map(
        ({ cell, label }) => [own.cells[cell]?.id, label] as const,
      ),
    ),
  )
  return [...labels].map(([cellId, label]) => ({
    cell: cells.findIndex((cell) => cell.id === cellId),
    label,
  }))
}

function firstOfEach<T extends { id: string }>(items: readonly T[]): T[] {
  return items.filter(({ id }, at) => items.findIndex((one) => one.id === id) === at)
}

/** Where each of several lists begins when they stand one behind the other. */
function offsetsOf(lengths: readonly number[]): number[] {
  return lengths.map((_, at) => lengths.slice(0, at).reduce((sum, one) => sum + one, 0))
}
