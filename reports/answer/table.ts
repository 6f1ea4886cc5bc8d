/** The one table: what each call shape gains, by what it was measured on. */

import { SHAPE_NAMES } from '../../engines/contract/index.js'
import type { Analysis, Figure, RowAnalysis } from '../../results/analysis/index.js'
import { formatRatio } from '../phrases/index.js'
import { present, printable } from '../text/index.js'
import { plusMinus } from './figure-text.js'
import { buffersOf, commonWords, figureAt, noteOf, type Place, tracesOf } from './places.js'
import type { ScreenFigure, ScreenTable } from './screen.js'
import { ASKED_SHAPES } from './shapes-words.js'
import { byWords, codeWords, formatName, type Source } from './sources.js'

/** Half widths from which on they are shown. */
const SHOWN = 0.01
const MOST_ROWS = 9

/** Nothing where the run holds no speed-up. */
export function tableOf(analysis: Analysis, sources: readonly Source[]): ScreenTable | undefined {
  const { note, places } = buffersOf(analysis)
  const main = sources.find((source) => hasFigure(source, [...places, ...tracesOf(analysis)]))
  if (main === undefined) return undefined
  const all = [...places, ...scattered(analysis, places), ...tracesOf(analysis)]
  const columns = all.filter((place) =>
    main.shapes.some((row) => figureText(place, row).text !== ''),
  )
  const rows = rowsOf(sources, main, columns).slice(0, MOST_ROWS)
  if (rows.length === 0) return undefined
  const figures = rows.flatMap((row) => row.figures)
  return {
    heading: headingOf(rows.some(({ by }) => by !== undefined)),
    basis: [
      `by ${codeWords(main)}`,
      ...commonWords({ note, places: places.filter((place) => columns.includes(place)) }),
    ].join(', '),
    columns: columns.map(({ cell, short }) => ({ label: short, cell: cell.id })),
    rows,
    legend: legendOf(figures),
  }
}

/** Down a column, ratios of several codes are not to be divided by each other. */
export function headingOf(several: boolean): string {
  return `Speed-up over ${several ? 'its own ' : ''}per-page (a page a call), map + unmap`
}

/** One column of buffers in pieces, beside those in one. */
function scattered({ cells }: Analysis, places: readonly Place[]): Place[] {
  const found = cells.find(
    (cell) =>
      cell.segments !== undefined &&
      / in \S+ pieces$/.test(noteOf(cell)) &&
      cell.workload === 'sweep',
  )
  return found === undefined || places.some(({ cell }) => cell === found)
    ? []
    : [{ cell: found, label: 'scattered', short: 'scattered' }]
}

function hasFigure({ shapes }: Source, places: readonly Place[]): boolean {
  return places.some(({ cell }) =>
    shapes.some((row) => figureAt(cell, row, 'judged')?.estimate !== undefined),
  )
}

/**
 * Of every shape the rows of the first code that has it, and generic_pt's range op in each format; of a
 * further format of the first code its last shape, where there is room.
 */
function rowsOf(
  sources: readonly Source[],
  main: Source,
  columns: readonly Place[],
): ScreenTable['rows'] {
  const hasFigures = (row: RowAnalysis) => columns.some((place) => isShown(figureText(place, row)))
  const order = new Map(ASKED_SHAPES.map(({ shape }, at) => [shape, at]))
  const own = main.shapes.filter(({ shape }) => order.has(shape) || !isOurs(shape))
  const shown = own.length > 0 ? own : main.shapes
  const missing = ASKED_SHAPES.flatMap(({ shape }) => {
    if (shown.some((row) => row.shape === shape)) return []
    // The ratios of another tree are its own.
    const others = sources.filter(({ tier }) => tier === main.tier || !tier.startsWith('linux'))
    const generic = others.filter((source) => source.generic && source.tier === main.tier)
    const rows = generic.flatMap(({ shapes }) => shapes.filter((row) => row.shape === shape))
    if (rows.length > 0) return rows
    const [first] = others.flatMap(({ shapes }) => shapes.filter((row) => row.shape === shape))
    return first === undefined ? [] : [first]
  })
  const rows = [...shown, ...(own.length > 0 ? missing : [])]
  const further = sources.flatMap(({ format, shapes, tier }) => {
    if (tier !== main.tier || rows.some((row) => row.tier === tier && row.format === format))
      return []
    const asked = ASKED_SHAPES.flatMap(
      ({ shape }) => shapes.find((row) => row.shape === shape) ?? [],
    )
    return asked.findLast(hasFigures) ?? []
  })
  return [...rows, ...further.slice(0, Math.max(0, MOST_ROWS - rows.length))]
    .toSorted((a, b) => (order.get(a.shape) ?? 99) - (order.get(b.shape) ?? 99))
    .map((row) => {
      const by = byOf(row, main)
      return {
        shape: printable(row.shape),
        history: historyOf(row, main),
        ...(by !== undefined && { by }),
        row: row.id,
        figures: columns.map((place) => figureText(place, row)),
      }
    })
    .filter(({ figures }) => figures.some(isShown))
}

function isShown({ interval, text }: ScreenFigure): boolean {
  return interval !== undefined || text.length > 1
}

function isOurs(shape: string): boolean {
  return SHAPE_NAMES.some((name) => name === shape) || shape === 'old-map-unmap'
}

function byOf(row: RowAnalysis, main: Source): string | undefined {
  if (row.tier !== main.tier) return byWords(row.tier)
  return row.format === main.format ? undefined : formatName(row.format)
}

function historyOf(row: RowAnalysis, main: Source): string {
  if (row.format !== main.format) return ''
  return ASKED_SHAPES.find(({ shape }) => shape === row.shape)?.history ?? ''
}

/** A figure as it was judged; blank where the row was not timed there. */
function figureText({ cell }: Place, row: RowAnalysis): ScreenFigure {
  const figure = figureAt(cell, row, 'judged')
  if (figure === undefined || figure.verdict === 'untimed') return { text: '', verdict: 'untimed' }
  const { estimate, speedup, verdict } = figure
  if (verdict === 'missing' || estimate === undefined) return { text: '-', verdict: 'missing' }
  if (verdict === 'not-measurable')
    return { text: '?', verdict, ...(speedup && { interval: speedup }) }
  const ratio = formatRatio(speedup?.estimate ?? estimate).replace(' x', '')
  const wide = speedup === undefined ? undefined : widthOf(figure)
  return {
    text: `${verdict === 'not-resolved' ? '~' : ''}${ratio}${marksOf(figure)}`,
    ...(wide !== undefined && { plusMinus: wide }),
    ...(speedup && { interval: speedup }),
    ...(figure.side && { side: figure.side }),
    verdict,
  }
}

/** `±3 %` from 1 % on; an interval whose sides differ, by the wider one. */
function widthOf({ speedup }: Figure): string | undefined {
  if (speedup === undefined) return undefined
  const { estimate, high, low } = speedup
  const most = Math.max(high / estimate - 1, 1 - low / estimate)
  if (most < SHOWN) return undefined
  return plusMinus(speedup) ?? `±${Math.ceil(100 * most)} %`
}

function marksOf({ layouts, verdict, work }: Figure): string {
  const unexplained = verdict === 'resolved' && (work === 'contradiction' || work === 'same-work')
  return `${unexplained ? '!' : ''}${layouts === undefined ? '' : '#'}`
}

function legendOf(figures: readonly ScreenFigure[]): string {
  const has = (mark: string) => figures.some(({ text }) => text.includes(mark))
  return present([
    figures.some(({ interval }) => interval !== undefined)
      ? '± of 95 % intervals is under 1 % unless shown'
      : 'no intervals: the run was too short',
    has('~') && '~ not resolved',
    has('!') && '! times differ, counts do not',
    has('#') && '# tables freed, which per-page keeps',
    has('?') && '? not measurable',
    figures.some(({ text }) => text === '-') && '- lost',
  ]).join('; ')
}
