/** The charts of ratios: the ladder, speed-up by size, what is left on the table, the heat map. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis, Interval } from '../../results/analysis/types.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { formatInterval } from '../words/index.js'
import { alignment } from './alignment.js'
import { richAnalysis } from './fixtures.js'
import { ladder } from './ladder.js'
import { leftOnTable } from './left-on-table.js'
import { speedUpBySize } from './speed-up-by-size.js'
import { only, recordsOf, walk } from './testing.js'

const WIDE: Interval = { estimate: 6, low: 0.001, high: 36_000 }

/** A run in which punt-range's intervals are hopelessly wide. */
function wide(): Analysis {
  const analysis = structuredClone(sampleAnalysis())
  for (const mean of analysis.means) if (mean.row === 'ts/punt-range') mean.judged.interval = WIDE
  for (const { figures } of analysis.cells) {
    for (const figure of Object.values(figures['ts/punt-range'] ?? {})) {
      figure.speedup = WIDE
    }
    for (const figure of Object.values(figures['ts/unmap-pages'] ?? {})) {
      const left = figure.left['punt-range']
      if (left) left.interval = WIDE
    }
  }
  return analysis
}

for (const chart of [ladder, speedUpBySize, leftOnTable]) {
  test(`${chart.name}: an interval that is hopelessly wide crowds nothing out, and is said to be cut`, () => {
    walk(chart.spec(wide()), ({ type, domain }) => {
      if (type !== 'log' || !Array.isArray(domain)) return
      const [low, high] = domain
      assert.ok(high / low < 100_000 || low > 1000, `${low} to ${high}`)
    })
    assert.match(chart.caption(wide()), /are cut/)
    assert.doesNotMatch(chart.caption(sampleAnalysis()), /are cut/)
  })
}

test('ladder: a sweep shows its means, with a dot for every cell', () => {
  const analysis = sampleAnalysis()
  const mean = only(
    analysis.means.filter(
      ({ row, op, layout }) => row === 'ts/punt-range' && op === 'unmap' && layout === 'keep',
    ),
    'means',
  )
  const records = recordsOf(ladder, analysis)
  const marks = records.filter(
    ({ x }) => x === Number(mean.judged.interval.estimate.toPrecision(5)),
  )
  assert.match(String(only(marks, 'marks').words), /mean of 4 cells/)
  const dots = records.filter(
    ({ kind, shape, column }) => kind === 'cell' && shape === 'punt-range' && column === 1,
  )
  const cells = analysis.cells.filter(({ ops }) => ops.includes('unmap'))
  assert.equal(dots.length, cells.length)
})

test('ladder: calls that are the same in every cell have no mean, and are told in words', () => {
  const same = recordsOf(ladder, sampleAnalysis()).filter(({ kind }) => kind === 'same')
  assert.ok(same.some(({ shape, column }) => shape === 'unmap-pages' && column === 0))
  for (const { words, x } of same) assert.deepEqual([words, x], ['= same calls', undefined])
})

test('ladder: traces and mixes stand alone, and rollbacks stand elsewhere', () => {
  const rich = richAnalysis()
  const words = recordsOf(ladder, rich).map((record) => String(record.words))
  const trace = rich.cells.find(({ id }) => id.includes('net_rx'))
  const estimate = trace?.figures['ts/punt-range']?.mixed?.speedup?.estimate
  assert.ok(estimate !== undefined)
  assert.ok(
    words.some((text) => text.includes(`${estimate.toFixed(2)} x [`) && !text.includes('mean')),
  )
  const kinds = new Set(
    ladder.cells(rich).map((id) => rich.cells.find((cell) => cell.id === id)?.workload),
  )
  assert.deepEqual(kinds, new Set(['sweep', 'mix', 'cold', 'trace']))
})

test('ladder: a row that failed everywhere, and one without a mean, are told in words', () => {
  const failed = sampleAnalysis({ fail: { row: 'ts/unmap-pages', cell: '4K@4K' } })
  const words = (analysis: Analysis) =>
    recordsOf(ladder, analysis)
      .filter(({ shape, kind }) => shape === 'unmap-pages' && kind !== 'cell')
      .map((record) => record.words)
  assert.deepEqual(new Set(words(failed)), new Set(['no figure']))
  assert.ok(words(sampleAnalysis({ generations: 1 })).includes('no mean'))
})

test('left on the table: below 1 punting is slower, and it is drawn left of the line', () => {
  const rich = richAnalysis()
  const cell = rich.cells.find(({ id }) => id === '2M@4K+2M/not-co-aligned')
  const judged = cell?.figures['ts/whole-run']?.sum?.left['punt-range']
  assert.ok(judged && judged.interval.high < 1)
  const { x, low, high } = only(
    recordsOf(leftOnTable, rich).filter(
      ({ shape, words }) => shape === 'whole-run' && words === formatInterval(judged.interval),
    ),
    'ratios',
  )
  const { interval } = judged
  for (const [drawn, figure] of [
    [x, interval.estimate],
    [low, interval.low],
    [high, interval.high],
  ] as const) {
    assert.equal(drawn, Number(figure.toPrecision(5)))
  }
  assert.match(JSON.stringify(leftOnTable.spec(richAnalysis())), /below 1, punting is slower/)
})

test('left on the table: what takes the same calls as punting has its ratio, marked', () => {
  const same = recordsOf(leftOnTable, richAnalysis()).filter(({ words }) =>
    String(words).endsWith(' ='),
  )
  assert.ok(same.length > 0)
  for (const { x } of same) assert.equal(typeof x, 'number')
})

test('alignment: a field for each way to lie and size, and the plain way first', () => {
  const rich = richAnalysis()
  const fields = recordsOf(alignment, rich).filter(({ fill }) => fill !== undefined)
  assert.equal(fields.length, new Set(fields.map(({ lie, size }) => `${lie} ${size}`)).size)
  const lies = alignment.table(rich).rows.map(([, lie]) => lie)
  assert.deepEqual(
    [...new Set(lies)],
    [
      'aligned',
      'unaligned: head and tail',
      'not co-aligned',
      'scattered: 4K segments',
      'scattered: 64K segments',
    ],
  )
  const estimate = rich.cells.find(({ id }) => id === '64M@4K+2M/not-co-aligned')?.figures[
    'ts/map-unmap-pages'
  ]?.sum?.estimate
  const field = only(
    fields.filter(({ lie, size }) => lie === 'not co-aligned' && size === '64M'),
    'fields',
  )
  assert.equal(field.ratio, `${estimate?.toPrecision(2)} x`)
})

test('alignment: nothing is drawn where buffers lie in one way alone, or the row is missing', () => {
  const rich = richAnalysis()
  const cells = rich.cells.filter(({ alignment: lie }) => lie === 'aligned')
  const plain = cells.filter(({ segmentBytes }) => segmentBytes === undefined)
  assert.equal(alignment.spec({ ...rich, cells: plain }), undefined)
  assert.equal(alignment.spec(richAnalysis({ withoutRows: ['ts/map-unmap-pages'] })), undefined)
})
