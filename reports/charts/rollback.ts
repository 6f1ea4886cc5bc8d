/** What a map that fails costs with its rollback, against the page that it fails at. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis, CellAnalysis, FigureOp } from '../../results/analysis/types.js'
import type { Failing } from '../../results/schema.js'
import {
  cellGroups,
  FAILING_WORDS,
  figureOf,
  formatNs,
  formatPercent,
  formatSuffix,
  intervalWords,
  judgedIn,
  MODE_WORDS,
  printable,
  speedupWords,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { logDomain, logTicks } from './log-axis.js'
import { nested, type Rung, rungsOf, shapeLegend, shapeNames } from './rungs.js'
import { BLANK } from './size-axis.js'
import { drawn, panelTitle, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 310
const HEIGHT = 200

export const rollback: Chart = {
  name: 'rollback',
  title: 'A map that fails, and its rollback',
  caption,
  spec,
  table,
  cells: (analysis) => [
    ...new Set(scenes(analysis).flatMap(({ marks }) => marks.map((m) => m.cell.id))),
  ],
}

function caption({ family }: Analysis): string {
  return (
    'Time of one map that fails, with the rollback of what it had mapped, against the page that ' +
    'it fails at; the time on a logarithmic axis, and the page as a share of its buffer. What fails at ' +
    'the first page has nothing to roll back. EEXIST: the page belongs to another buffer. ENOMEM: a ' +
    `table cannot be allocated. The table has speed-ups over per-page. ${intervalWords(family)}`
  )
}

/** A failing map's time. */
interface Mark {
  cell: CellAnalysis
  failing: Failing
  op: FigureOp
  rung: Rung
  ns: number
}

/** The failing maps of one tier and mode. */
interface Scene {
  heading: string
  marks: Mark[]
}

function scenes(analysis: Analysis): Scene[] {
  const found = new Map<string, Scene>()
  for (const group of cellGroups(analysis)) {
    const heading = printable(
      `${MODE_WORDS[group.mode]}, tier ${group.tier}${formatSuffix(analysis, group)}`,
    )
    for (const cell of group.cells) {
      const { failing } = cell
      if (failing === undefined) continue
      const op = judgedIn(cell)
      for (const rung of rungsOf(analysis, group)) {
        const ns = figureOf(cell, rung.row.id, op)?.nsPerOperation
        if (ns === undefined) continue
        const scene = found.get(heading) ?? { heading, marks: [] }
        scene.marks.push({ cell, failing, op, rung, ns })
        found.set(heading, scene)
      }
    }
  }
  return [...found.values()]
}

/** How far into its buffer a map fails, from 0 to 1. */
function shareOf({ page, pages }: Failing): number {
  return drawn(page / Math.max(1, pages))
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = scenes(analysis)
  if (all.length === 0) return undefined
  const names = shapeNames(all.flatMap(({ marks }) => marks.map(({ rung }) => rung)))
  const { colours, symbols } = seriesStyle(names, theme)
  return specOf(rollback.title, theme, {
    spacing: 22,
    vconcat: all.map(({ heading, marks }) => ({
      ...(all.length > 1 && { title: panelTitle(heading) }),
      spacing: 24,
      hconcat: (['EEXIST', 'ENOMEM'] as const)
        .filter((error) => marks.some(({ failing }) => failing.error === error))
        .map((error, column) => panel(error, marks, column === 0)),
    })),
  })

  function panel(error: Failing['error'], all: readonly Mark[], first: boolean) {
    const marks = all.filter(({ failing }) => failing.error === error)
    const domain = logDomain(
      all.map(({ ns }) => ns),
      0.25,
    )
    const x = {
      field: 'share',
      type: 'quantitative',
      scale: { domain: [-0.06, 1.06], nice: false, zero: false },
      axis: {
        values: [...new Set(marks.map(({ failing }) => shareOf(failing)))],
        labelExpr: labelExpression(marks.map(({ failing }) => failing)),
        title: 'fails at page',
        grid: false,
        labelOverlap: false,
      },
    }
    const y = {
      field: 'ns',
      type: 'quantitative',
      scale: { type: 'log', domain, nice: false },
      axis: {
        values: logTicks(domain, HEIGHT, 24),
        labelExpr: NS_LABEL,
        title: first ? 'time of the map and its rollback' : null,
        labels: first,
        ticks: first,
        domain: false,
        labelOverlap: false,
      },
    }
    const colour = {
      field: 'shape',
      scale: { domain: names, range: colours },
      ...shapeLegend(names),
    }
    const tooltip = [
      { field: 'title', title: 'cell' },
      { field: 'at', title: 'fails at' },
      { field: 'shape', title: 'call shape' },
      { field: 'time', title: 'time' },
      { field: 'words', title: 'speed-up' },
    ]
    return {
      title: {
        text: error === 'EEXIST' ? 'EEXIST: the page is taken' : 'ENOMEM: no memory for a table',
        fontWeight: 'normal',
        anchor: 'middle',
        offset: 6,
      },
      width: WIDTH,
      height: HEIGHT,
      data: { values: marks.map(recordOf) },
      layer: [
        {
          mark: { type: 'line', tooltip: null },
          encoding: {
            x,
            y,
            color: colour,
            detail: { field: 'buffer' },
            strokeWidth: nested('rank', names.length, [3, 1.25]),
          },
        },
        {
          mark: {
            type: 'point',
            filled: true,
            opacity: 1,
            stroke: theme.background,
            strokeWidth: 0.75,
          },
          encoding: {
            x,
            y,
            color: colour,
            shape: {
              field: 'shape',
              scale: { domain: names, range: symbols },
              ...shapeLegend(names),
            },
            size: nested('rank', names.length, [150, 42]),
            tooltip,
          },
        },
      ],
    }
  }

  function recordOf({ cell, failing, op, rung, ns }: Mark): object {
    const figure = figureOf(cell, rung.row.id, op)
    return {
      share: shareOf(failing),
      ns: drawn(ns),
      shape: rung.shape,
      rank: names.indexOf(rung.shape),
      buffer: `${failing.pages} ${cell.pgsizeBitmap}`,
      title: printable(cell.title),
      at: `page ${failing.page} of ${failing.pages}: ${FAILING_WORDS[failing.at]}`,
      time: formatNs(ns),
      words: rung.row.role === 'baseline' ? 'the baseline' : speedupWords(figure),
    }
  }
}

/** Nanoseconds with their unit, on an axis. */
const NS_LABEL =
  "datum.value >= 1e6 ? datum.value / 1e6 + ' ms' : datum.value >= 1e3 ? datum.value / 1e3 + ' us' : datum.value + ' ns'"

/** Pixels of the longest label, and of a half of it. */
const LABEL = 96

/** The page and where it is, in words, a share where buffers differ; below another label where there is no room beside it. */
function labelExpression(failing: readonly Failing[]): string {
  const alike = new Set(failing.map(({ pages }) => pages)).size === 1
  const sorted = [...failing].sort((a, b) => shareOf(a) - shareOf(b))
  const labels = new Map<number, string[]>()
  const ends: number[] = []
  for (const one of sorted) {
    const share = shareOf(one)
    if (labels.has(share)) continue
    const middle = (share * WIDTH) / 1.12
    const free = ends.findIndex((end) => end <= middle - LABEL / 2)
    const line = free < 0 ? ends.length : free
    ends[line] = middle + LABEL / 2
    labels.set(share, [
      ...Array<string>(2 * line).fill(BLANK),
      alike ? `${one.page} of ${one.pages}` : formatPercent(share),
      FAILING_WORDS[one.at],
    ])
  }
  return `(${JSON.stringify(Object.fromEntries(labels))})[datum.value]`
}

function table(analysis: Analysis): Table {
  const all = scenes(analysis)
  return {
    columns: ['error', 'fails at', 'call shape', 'map and rollback', 'speed-up'],
    rows: all.flatMap(({ marks }) =>
      marks.map(({ cell, failing, op, rung, ns }) => [
        failing.error,
        `page ${failing.page} of ${failing.pages}: ${FAILING_WORDS[failing.at]}`,
        rung.shape,
        formatNs(ns),
        rung.row.role === 'baseline'
          ? 'the baseline'
          : speedupWords(figureOf(cell, rung.row.id, op)),
      ]),
    ),
  }
}
