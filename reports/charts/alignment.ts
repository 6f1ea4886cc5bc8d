/** How a buffer lies against how large it is: the speed-up of what was merged, as a heat map. */
import type { TopLevelSpec } from 'vega-lite'
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, Figure } from '../../results/analysis/types.js'
import {
  cellGroups,
  figureOf,
  formatPageSizes,
  formatSuffix,
  MODE_WORDS,
  marked,
  markWords,
  printable,
  speedupWords,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { fieldColours } from './heat.js'
import { panelTitle, specOf } from './spec.js'
import { LIGHT, type Theme } from './theme.js'

/** The row that is drawn: what was merged. */
const SHAPE = 'map-unmap-pages'
const OP = 'sum'
/** Pixels of one field at most, and of all fields in a row. */
const FIELD = 66
const ROW = 590
const HEIGHT = 36

export const alignment: Chart = {
  name: 'alignment',
  title: 'Alignment and scatter, by buffer size',
  caption,
  spec,
  table,
  cells: (analysis) => panels(analysis).flatMap(({ fields }) => fields.map(({ cell }) => cell.id)),
}

function caption(): string {
  return (
    `Speed-up of ${SHAPE} over per-page for map + unmap, by how a buffer lies and how large it is: ` +
    'the darker, the faster, on a logarithmic scale of colour, and the ratio in each field. Below it ' +
    'stands the layout that came of it. "~" is not resolved, "=" and what follows tells of same calls, and where ' +
    'there is no field nothing was measured. Buffers that are not co-aligned take no blocks, and an ' +
    'unmap of them drops whole tables where it may.'
  )
}

interface Field {
  cell: CellAnalysis
  figure: Figure
  lie: string
}

/** Fields of one tier, mode and set of page sizes. */
interface Panel {
  heading: string
  fields: Field[]
}

/** All panels in which buffers lie in two ways or more. */
function panels(analysis: Analysis): Panel[] {
  const found = new Map<string, Panel>()
  const tiers = new Set(analysis.rows.map(({ tier }) => tier)).size
  for (const group of cellGroups(analysis)) {
    const row = group.shapes.find(({ shape }) => shape === SHAPE)
    if (group.workload !== 'sweep' || row === undefined) continue
    for (const cell of group.cells) {
      const figure = figureOf(cell, row.id, OP)
      if (figure === undefined || cell.bufferBytes === undefined || isSilent(figure)) continue
      const tier = tiers > 1 ? `; tier ${group.tier}` : ''
      const key = `Page sizes ${formatPageSizes(cell.pgsizeBitmap)}; ${MODE_WORDS[group.mode]}${tier}${formatSuffix(analysis, group)}`
      const panel = found.get(key) ?? { heading: printable(key), fields: [] }
      panel.fields.push({ cell, figure, lie: lieOf(cell) })
      found.set(key, panel)
    }
  }
  return [...found.values()].filter(({ fields }) => liesOf(fields).length > 1)
}

function isSilent({ verdict }: Figure): boolean {
  return verdict === 'missing' || verdict === 'untimed' || verdict === 'not-measurable'
}

const LIES: Record<NonNullable<CellAnalysis['alignment']>, string> = {
  aligned: 'aligned',
  unaligned: 'unaligned: head and tail',
  straddling: 'half past its alignment',
  'not-co-aligned': 'not co-aligned',
}

/** How a buffer lies, in words. */
function lieOf({ alignment: lie, segmentBytes }: CellAnalysis): string {
  const words = lie === undefined ? 'as they come' : LIES[lie]
  if (segmentBytes === undefined) return words
  const scatter = `scattered: ${formatSize(segmentBytes)} segments`
  return lie === undefined || lie === 'aligned' ? scatter : `${words}, ${scatter}`
}

/** The ways to lie of some fields, the plain one first and scatter last, by segment. */
function liesOf(fields: readonly Field[]): string[] {
  const plain = Object.values(LIES)
  const place = ({ cell, lie }: Field) =>
    cell.segmentBytes === undefined ? plain.indexOf(lie) : plain.length + cell.segmentBytes
  return [...new Set([...fields].sort((a, b) => place(a) - place(b)).map(({ lie }) => lie))]
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = panels(analysis)
  if (all.length === 0) return undefined
  const most = Math.max(
    ...all.flatMap(({ fields }) => fields.map(({ figure }) => figure.estimate ?? 1)),
  )
  return specOf(alignment.title, theme, {
    spacing: 20,
    vconcat: all.map(panel),
  })

  function panel({ heading, fields }: Panel) {
    const sizes = [...new Set(fields.map(({ cell }) => cell.bufferBytes ?? 0))].sort(
      (a, b) => a - b,
    )
    const lies = liesOf(fields)
    const width = Math.min(FIELD, Math.floor(ROW / sizes.length))
    const place = {
      x: {
        field: 'size',
        type: 'nominal',
        scale: { domain: sizes.map(formatSize), padding: 0 },
        axis: { title: null, labelAngle: 0, ticks: false, domain: false, labelOverlap: false },
      },
      y: {
        field: 'lie',
        type: 'nominal',
        scale: { domain: lies, padding: 0 },
        axis: { title: null, ticks: false, domain: false, labelPadding: 8 },
      },
    }
    return {
      title: panelTitle(heading),
      width: sizes.length * width,
      height: lies.length * HEIGHT,
      data: { values: fields.map((field) => recordOf(field, most)) },
      encoding: place,
      layer: [
        {
          mark: { type: 'rect', stroke: theme.background, strokeWidth: 2 },
          encoding: {
            fill: { field: 'fill', type: 'nominal', scale: null },
            tooltip: [
              { field: 'title', title: 'cell' },
              { field: 'words', title: 'speed-up' },
              { field: 'layout', title: 'layout' },
            ],
          },
        },
        ...(['ratio', 'layout'] as const).map((text) => ({
          mark: {
            type: 'text',
            dy: text === 'ratio' ? -6 : 8,
            fontSize: text === 'ratio' ? 11 : 9,
            tooltip: null,
          },
          encoding: {
            text: { field: text },
            color: { field: 'ink', type: 'nominal', scale: null },
          },
        })),
      ],
    }
  }
}

function recordOf({ cell, figure, lie }: Field, most: number): object {
  const { estimate } = figure
  return {
    size: formatSize(cell.bufferBytes ?? 0),
    lie,
    ...fieldColours(estimate ?? 1, most),
    ratio: estimate === undefined ? '-' : marked(shortRatio(estimate), figure),
    layout: cell.layout ?? '',
    title: printable(cell.title),
    words: speedupWords(figure),
  }
}

/** Two significant digits are what a field has room for: `8.4 x`, `12 x`, `0.45 x`. */
function shortRatio(ratio: number): string {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(Number(ratio.toPrecision(2)))))
  return `${ratio.toFixed(digits)} x`
}

function table(analysis: Analysis): Table {
  return {
    legend: markWords(analysis),
    columns: ['page sizes and mode', 'lies', 'buffer', 'layout', 'map + unmap'],
    rows: panels(analysis).flatMap(({ heading, fields }) =>
      liesOf(fields).flatMap((lie) =>
        fields
          .filter((field) => field.lie === lie)
          .map(({ cell, figure }) => [
            heading,
            lie,
            formatSize(cell.bufferBytes ?? 0),
            cell.layout ?? 'unknown',
            speedupWords(figure),
          ]),
      ),
    ),
  }
}
