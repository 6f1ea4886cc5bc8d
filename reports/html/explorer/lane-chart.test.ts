import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelledTicks } from '../../charts/index.js'
import { HOSTILE } from '../../fixtures/analyses.js'
import type { Mark } from './data.js'
import { drawLanes, type LaneChart } from './lane-chart.js'

const lanes = [
  { label: 'one', colour: 'blue', row: 'ts/one' },
  { label: 'two', colour: 'green', row: 'ts/two' },
]
const chart = (panels: Array<Array<Mark | undefined>>, kind: LaneChart['kind'] = 'ratio') => ({
  kind,
  name: 'a chart',
  lanes,
  panels: panels.map((marks, at) => ({ label: `panel ${at}`, marks, cell: `cell ${at}` })),
})
const xs = (svg: string) => [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x))

test('a mark has its point, its interval and its value; hollow where it is not resolved', () => {
  const { text } = drawLanes(
    chart([
      [
        { value: 2, low: 1.9, high: 2.1 },
        { value: 1.01, low: 0.9, high: 1.2, open: 'not-resolved' },
      ],
    ]),
    500,
  )
  assert.equal(text.match(/class="mark"/g)?.length, 1)
  assert.equal(text.match(/class="mark open"/g)?.length, 1)
  assert.equal(text.match(/class="interval"/g)?.length, 2)
  assert.match(text, />2\.00 ±5 %</)
  assert.match(text, />~1\.01 ±19 %</)
  assert.match(text, /data-cell="cell 0" data-row="ts\/one"/)
})

test('all panels have one scale', () => {
  const { text } = drawLanes(chart([[{ value: 2 }], [{ value: 8 }], [{ value: 2 }]]), 800)
  const [first, second, third] = xs(text)
  assert.equal(first, third)
  assert.ok((second ?? 0) > (first ?? 0))
})

test('noise is not drawn large: a scale of ratios reaches some way beyond 1', () => {
  const { text } = drawLanes(chart([[{ value: 1.001 }, { value: 0.999 }]]), 500)
  const [one, two] = xs(text)
  assert.ok(Math.abs((one ?? 0) - (two ?? 0)) < 4)
})

test('0 has a place of its own on an axis of counts', () => {
  const { text } = drawLanes(chart([[{ value: 0 }, { value: 16384 }]], 'count'), 500)
  const [zero, many] = xs(text)
  assert.ok((zero ?? 99) < 10 && (many ?? 0) > 100)
  assert.match(text, />16 384</)
  assert.match(text, />0</)
  assert.doesNotMatch(text, /NaN|Infinity/)
})

test('panels that find no room stand below each other, and nothing stands outside', () => {
  for (const width of [280, 326, 700, 1300]) {
    const { text } = drawLanes(chart(Array(7).fill([{ value: 3 }, { value: 2.5 }])), width)
    const [, w, h] = /width="(\d+)" height="(\d+)"/.exec(text) ?? []
    assert.equal(Number(w), width)
    assert.equal(Number(h) > 80, width < 1000)
    for (const [, x] of text.matchAll(/<g transform="translate\(([\d.]+) 0\)">/g)) {
      assert.ok(Number(x) + 80 < width)
    }
  }
})

test('a lane is drawn beside the panels in which it has a mark', () => {
  const one = [{ value: 2 }, undefined]
  const { text } = drawLanes(chart([one, one, one, one, one, [undefined, { value: 3 }]]), 700)
  const labels = [...text.matchAll(/class="label"[^>]*>(\w+)</g)].map(([, label]) => label)
  assert.deepEqual(labels, ['one', 'one', 'two'])
  const [, height] = /height="(\d+)"/.exec(text) ?? []
  const { text: full } = drawLanes(chart(Array(6).fill([{ value: 2 }, { value: 3 }])), 700)
  assert.ok(Number(height) < Number(/height="(\d+)"/.exec(full)?.[1]))
})

test('the name of a panel is whole, as far as there is room, and else whole where one points', () => {
  const name = 'rollback:4M@4K/EEXIST/mid-run'
  const drawn = (label: string, width: number) => {
    const { panels, ...rest } = chart(Array(6).fill([{ value: 2 }]))
    return drawLanes({ ...rest, panels: panels.map((one) => ({ ...one, label })) }, width).text
  }
  assert.equal(drawn(name, 1000).split(`>${name}</text>`).length, 7)
  const long = name.repeat(3)
  assert.match(drawn(long, 1000), new RegExp(`…<title>${long}</title></text>`))
})

test('labels of an axis keep clear of each other', () => {
  for (const [low, high, length] of [
    [0.4, 9, 200],
    [1, 100_000, 90],
    [0.95, 1.05, 120],
    [900, 4e6, 150],
  ] as const) {
    const label = (tick: number) => `${tick} ns`
    const ticks = labelledTicks([low, high], length, label)
    const at = (tick: number) => (Math.log(tick / low) / Math.log(high / low)) * length
    for (const [place, tick] of ticks.entries()) {
      const before = ticks[place - 1]
      if (before === undefined) continue
      const need = ((label(tick).length + label(before).length) / 2) * 6.9
      assert.ok(at(tick) - at(before) >= need, `${before} and ${tick}`)
    }
  }
})

test('a chart of nothing is no error', () => {
  assert.doesNotMatch(drawLanes(chart([]), 300).text, /NaN|Infinity/)
  assert.doesNotMatch(drawLanes(chart([[undefined]]), 300).text, /NaN|Infinity/)
})

test('names are text', () => {
  const { text } = drawLanes(
    {
      ...chart([[{ value: 2, note: HOSTILE }]]),
      name: HOSTILE,
      lanes: [{ label: HOSTILE, colour: 'blue' }],
    },
    400,
  )
  assert.doesNotMatch(text, /<img/)
})
