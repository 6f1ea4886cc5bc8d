import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis } from '../../results/analysis/index.js'
import { screenOf } from '../answer/index.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { richAnalysis, twoFormatsAnalysis } from './fixtures.js'
import { headline } from './headline.js'
import { pointsOf, wordsOf } from './testing.js'

function tableOf(analysis: Analysis) {
  const { table } = screenOf(analysis)
  const spec = headline.spec(analysis)
  assert.ok(table && spec)
  return { table, spec }
}

test("it says the answer's table: heading, basis and every value", () => {
  for (const analysis of [sampleAnalysis(), richAnalysis(), twoFormatsAnalysis()]) {
    const { spec, table } = tableOf(analysis)
    const words = wordsOf(spec)
    assert.ok(words.includes(table.heading))
    assert.ok(words.some((line) => line.startsWith(table.basis)))
    for (const { figures, shape } of table.rows) {
      assert.ok(words.some((word) => word.startsWith(shape)))
      assert.ok(
        figures.every(({ text }) => text === '' || words.includes(text)),
        shape,
      )
    }
    const measured = table.rows.flatMap(({ figures }) =>
      figures.filter(({ interval, verdict }) => interval && verdict !== 'not-measurable'),
    )
    assert.equal(pointsOf(spec).length, measured.length)
  }
})

test('what is not resolved is hollow', () => {
  const { spec } = tableOf(sampleAnalysis({ noise: { generation: 0.1, round: 0.1, row: 0.1 } }))
  const points = pointsOf(spec)
  const hollow = points.filter(({ fill, colour }) => fill !== colour).length
  const shown = wordsOf(spec).filter((word) => word.startsWith('~')).length
  assert.ok(hollow > 0 && hollow < points.length)
  assert.equal(hollow, shown)
})

test('of many sizes there are five, from end to end, and of many traces three', () => {
  const analysis = sampleAnalysis()
  const cells = analysis.cells.flatMap((cell) => {
    if (cell.workload === 'trace') {
      return [0, 1, 2, 3].map((at) => ({ ...cell, id: `${cell.id}${at}`, title: `t${at}, x` }))
    }
    if (cell.id !== '64K@4K') return [cell]
    return [0, 1, 2, 3].map((at) => ({
      ...cell,
      id: `${cell.id}${at}`,
      bufferBytes: (cell.bufferBytes ?? 0) + at * 4096,
    }))
  })
  const { spec, table } = tableOf({ ...analysis, cells })
  assert.ok(table.columns.length > 8)
  const columns = new Set(pointsOf(spec).map(({ figure }) => figure.at))
  const traces = [...columns].filter((at) => at.endsWith(' trace'))
  assert.equal(traces.length, 3)
  const sizes = [...columns].filter((at) => !at.endsWith(' trace'))
  assert.equal(sizes.length, 5)
  assert.ok(sizes.includes('4K') && sizes.includes('64M'))
})
