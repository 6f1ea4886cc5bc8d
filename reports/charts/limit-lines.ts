/**
 * Lines of limits below those of call shapes: bare loops that were timed in turn with them, and what
 * was measured of the machine beside them.
 */
import { formatSize, PAGE } from '../../engines/contract/index.js'
import { PTE_LIMITS } from '../../results/analysis/measured-limits.js'
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import { formatNs, limitWords, printable } from '../words/index.js'
import { drawn } from './spec.js'
import type { Theme } from './theme.js'

/** A limit over buffer sizes, in one direction. */
export interface LimitLine {
  op: 'map' | 'unmap'
  /** What stands beside it. */
  name: string
  /** Whether it was timed in turn with the call shapes; measured beside them otherwise. */
  inTurn: boolean
  /** By buffer size, ascending. */
  places: Array<{ bytes: number; ns: number; text: string }>
}

const PTE_BYTES = 8
const OPS = ['map', 'unmap'] as const

/** The limits of some cells: those timed in them, and those measured at the sizes of their ptes. */
export function limitLines(
  cells: readonly CellAnalysis[],
  { limits }: Pick<Analysis, 'limits'>,
): LimitLine[] {
  return OPS.flatMap((op) => [...inTurn(cells, op), ...measured(cells, limits, op)])
}

function inTurn(cells: readonly CellAnalysis[], op: LimitLine['op']): LimitLine[] {
  const rows = [...new Set(cells.flatMap(({ limits }) => limits.map(({ row }) => row)))]
  const lines = rows.map((row) => ({
    op,
    name: printable(row)
      .replace(/^[^/]*\//, '')
      .replaceAll('-', ' '),
    inTurn: true,
    places: cells.flatMap(({ bufferBytes, limits, title }) => {
      const limit = limits.find((one) => one.row === row && one.op === op)
      if (bufferBytes === undefined || limit === undefined) return []
      const { nsPerPage: ns } = limit
      const text = `${printable(title)}: ${printable(row)}, ${formatNs(ns)} per 4K page`
      return [{ bytes: bufferBytes, ns: drawn(ns), text }]
    }),
  }))
  return lines.filter(({ places }) => places.length > 0)
}

function measured(
  cells: readonly CellAnalysis[],
  limits: Analysis['limits'],
  op: LimitLine['op'],
): LimitLine[] {
  const sizes = new Set(cells.map(({ bufferBytes }) => bufferBytes))
  const lines = PTE_LIMITS[op].map((name) => ({
    op,
    name,
    inTurn: false,
    places: limits
      .filter((limit) => limit.name === name && limit.bytes !== undefined)
      .map((limit) => {
        const bytes = ((limit.bytes ?? 0) / PTE_BYTES) * PAGE
        const text = `${formatSize(bytes)}: ${limitWords(limit)}, ${formatNs(limit.ns)}`
        return { bytes, ns: drawn(limit.ns), text }
      })
      .filter(({ bytes, ns }) => sizes.has(bytes) && ns > 0)
      .sort((a, b) => a.bytes - b.bytes),
  }))
  return lines.filter(({ places }) => places.length > 0)
}

/** Pixels between the middles of two names. */
const LEADING = 12

/** What a panel needs of its axes, in the terms of Vega-Lite. */
export interface LimitAxes {
  x: object
  y: object
  domain: readonly [number, number]
  height: number
  /** The largest buffer: names stand at the right of it. */
  largest: number
}

/** Layers that draw one direction's lines: dashed where timed in turn, dotted where measured beside. */
export function limitLayers(
  lines: readonly LimitLine[],
  { domain, height, largest, x, y }: LimitAxes,
  theme: Theme,
): object[] {
  const encoding = { x: { ...x, field: 'bytes' }, y: { ...y, field: 'ns' } }
  const ends = spreadNames(lines, domain, height).map(({ name, ns }) => ({
    name,
    place: { bytes: largest, ns },
  }))
  const beside = lines.some((line) => !line.inTurn)
  return [
    ...lines.flatMap(({ inTurn: dashed, places }) => [
      {
        data: { values: places },
        mark: {
          type: 'line',
          color: dashed ? theme.ink : theme.muted,
          strokeDash: dashed ? [5, 3] : [1.5, 2.5],
          strokeWidth: 1.25,
          tooltip: null,
        },
        encoding,
      },
      {
        data: { values: places },
        mark: {
          type: 'point',
          filled: true,
          color: dashed ? theme.ink : theme.muted,
          size: 14,
          opacity: 1,
        },
        encoding: { ...encoding, tooltip: { field: 'text' } },
      },
    ]),
    ...(beside
      ? ends.map(({ name, place }) => ({
          data: { values: [place] },
          mark: {
            type: 'text',
            text: name,
            align: 'left',
            baseline: 'middle',
            dx: 7,
            color: theme.muted,
            fontSize: 10.5,
          },
          encoding,
        }))
      : ends.slice(0, 1).map(({ place }) => ({
          data: { values: [place] },
          mark: {
            type: 'text',
            text: 'the limit: a bare loop',
            align: 'right',
            baseline: 'top',
            dx: 4,
            dy: 6,
            color: theme.ink,
            fontSize: 10.5,
          },
          encoding,
        }))),
  ]
}

/** Heights for names at the right of lines, by where each line ends, and each clear of the one below it. */
export function spreadNames(
  lines: readonly LimitLine[],
  [low, high]: readonly [number, number],
  height: number,
): Array<{ name: string; ns: number }> {
  const perPixel = Math.log(high / low) / height
  const ends = lines.flatMap(({ name, places }) => {
    const last = places.at(-1)
    return last === undefined ? [] : [{ name, ns: last.ns }]
  })
  let free = 0
  return ends
    .sort((a, b) => a.ns - b.ns)
    .map(({ name, ns }) => {
      const up = Math.max(free, Math.log(ns / low) / perPixel)
      free = up + LEADING
      return { name, ns: drawn(low * Math.exp(up * perPixel)) }
    })
}
