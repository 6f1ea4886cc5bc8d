/** A choice as a chart and a table: the same rows, cells and figures in both. */
import { formatNs } from '../../phrases/index.js'
import { markOf } from './choice.js'
import type { Choice, ExplorerData, Measure, Place } from './data.js'
import type { Lane, LaneChart } from './lane-chart.js'
import { NS_PER_OPERATION, OP_NAMES, SPEEDUP } from './names.js'

/** What a choice shows. */
export interface View {
  measure: Measure
  place: Place
  chart: LaneChart
  /** What a speed-up is over: the baseline's time for an operation, by cell; empty for other measures. */
  baselines: Array<{ label: string; times: string[] }>
  /** Warnings that touch cells of the view, each with these: `outliers (all), drift (64K)`. */
  touched: string
}

/** Nothing where the data holds nothing that was chosen. */
export function viewOf(data: ExplorerData, choice: Choice): View | undefined {
  const measure = data.measures.find(({ id }) => id === choice.what)
  const place = data.places.find(({ id }) => id === choice.at)
  if (measure === undefined || place === undefined) return undefined
  const rows = laneRows(data, choice).filter((row) =>
    place.cells.some(({ cell }) => markOf(data, cell, row, choice.op, choice.what) !== undefined),
  )
  if (rows.length === 0) return undefined
  const several = choice.of.length > 1
  const lanes = rows.map((row) => laneOf(data, row, several))
  const panels = place.cells.flatMap(({ cell, label }) => {
    const marks = rows.map((row) => markOf(data, cell, row, choice.op, choice.what))
    const info = data.cells[cell]
    if (info === undefined || marks.every((mark) => mark === undefined)) return []
    const bands =
      choice.what === SPEEDUP ? rows.map((row) => info.bands[data.rows[row].source][choice.op]) : []
    return [{ label, marks, bands, cell: info.id }]
  })
  return {
    measure,
    place,
    chart: {
      kind: measure.kind,
      name: `${measure.label}, ${OP_NAMES[choice.op]}: ${place.label}. The table holds the figures.`,
      lanes,
      panels,
    },
    baselines: choice.what === SPEEDUP ? baselinesOf(data, choice, panels) : [],
    touched: touchedBy(data, panels),
  }
}

function touchedBy({ cells, warnings }: ExplorerData, panels: LaneChart['panels']): string {
  const parts = warnings.flatMap(({ name }, at) => {
    const labels = panels.flatMap(({ cell, label }) =>
      cells.some(({ id, warnings: own }) => id === cell && own.includes(at)) ? [label] : [],
    )
    if (labels.length === 0) return []
    return [`${name} (${labels.length === panels.length ? 'all' : labels.join('; ')})`]
  })
  return parts.join(', ')
}

/** Rows of the chosen sources and shapes: a shape's sources stand together. */
function laneRows(data: ExplorerData, { of, shapes }: Choice): number[] {
  return data.shapes.flatMap(({ id }, shape) => {
    if (!shapes.includes(id)) return []
    return of.flatMap((source) => {
      const at = data.sources.findIndex((one) => one.id === source)
      const row = data.rows.findIndex((one) => one.shape === shape && one.source === at)
      return row < 0 ? [] : [row]
    })
  })
}

function laneOf({ rows, shapes, sources }: ExplorerData, row: number, several: boolean): Lane {
  const { id, shape, source } = rows[row]
  const { colour, id: name } = shapes[shape]
  return { label: several ? `${name}, ${sources[source].label}` : name, colour, row: id }
}

function baselinesOf(
  data: ExplorerData,
  { of, op }: Choice,
  panels: LaneChart['panels'],
): View['baselines'] {
  return of.flatMap((source) => {
    const at = data.sources.findIndex(({ id }) => id === source)
    const row = data.rows.findIndex((one) => one.source === at && one.baseline)
    if (row < 0) return []
    const times = panels.map((panel) => {
      const cell = data.cells.findIndex(({ id }) => id === panel.cell)
      const mark = markOf(data, cell, row, op, NS_PER_OPERATION)
      return mark === undefined ? '-' : formatNs(mark.value)
    })
    const { label } = laneOf(data, row, of.length > 1)
    return [{ label: `${label}, an operation`, times }]
  })
}
