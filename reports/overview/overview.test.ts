import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Spreads } from '../../results/analysis/overview/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { type Overview, overviewHtml, overviewTerminal } from './index.js'

const result = syntheticResult()
const spreads = new Spreads()
spreads.add(result)
const { finishedAt, startedAt } = result.run
const machine = { ...result.machine, host: '<node>' }
const overview: Overview = {
  run: result,
  merged: {
    shards: [1, 3].map((index) => ({ index, cells: 4, startedAt, finishedAt, machine })),
    missing: [{ index: 2, cells: 7 }],
    mixed: ['CPU a and <b>'],
  },
  spreads: spreads.all(),
}

test('the page has every spread and shard, what is missing, and a link to the samples', () => {
  const page = overviewHtml(overview, 'result.json')
  assert.match(page, /8 cells in 2 shards, suite /)
  assert.match(page, /Shard 2 is missing, with 7 cells\./)
  assert.match(page, /CPU a and &lt;b&gt;/)
  assert.ok(page.includes('href="result.json"'))
  assert.equal(page.split('&lt;node&gt;').length - 1, 2)
  assert.ok(overview.spreads.length > 3)
  for (const { row } of overview.spreads) assert.ok(page.includes(row), row)
})

test('the text keeps to its width, and calls what is slower so', () => {
  const text = overviewTerminal(overview, { colour: false, width: 100 })
  assert.ok(text.split('\n').every((line) => line.length <= 100))
  const slower = overview.spreads.filter((spread) => spread.slower === 1)
  assert.ok(slower.length < overview.spreads.length)
  assert.equal(text.match(/ 100 %$/gm)?.length ?? 0, slower.length)
})
