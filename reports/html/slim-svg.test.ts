import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHARTS } from '../charts/index.js'
import { toSvg } from '../charts/render/index.js'
import { hostileAnalysis } from '../fixtures/analyses.js'
import { slimSvg } from './slim-svg.js'

test('marks, texts and colours stay, names of single marks and defaults go', async () => {
  for (const chart of CHARTS) {
    const spec = chart.spec(hostileAnalysis())
    if (spec === undefined) continue
    const svg = await toSvg(spec, { estimateText: true })
    const slim = slimSvg(svg)
    assert.ok(slim.length < 0.7 * svg.length, `${slim.length} of ${svg.length}`)
    const texts = (text: string) => text.match(/(?<=>)[^<]+(?=<)/g)
    assert.deepEqual(texts(slim), texts(svg))
    for (const part of [/<line/g, /<text/g, /class="mark-symbol/g]) {
      assert.equal(slim.match(part)?.length, svg.match(part)?.length, String(part))
    }
    const colours = (text: string) => new Set(text.match(/(?:fill|stroke)="[^"]*"/g))
    assert.deepEqual(colours(slim), colours(svg))
    assert.doesNotMatch(slim, /\saria-|\srole=/)
  }
})

test('coordinates are rounded to a hundredth, and text that looks like them is not', () => {
  assert.equal(
    slimSvg('<text transform="translate(9.2975,-1.5e-16)" x="6.1232e-17">d="1.23456"</text>'),
    '<text transform="translate(9.3,-1.5e-16)" x="0">d="1.23456"</text>',
  )
})

test('a group says what all its marks share, and each mark the rest', () => {
  assert.equal(
    slimSvg(
      '<g class="mark-symbol role-mark concat_0_marks" role="graphics-object">' +
        '<path d="M1,2" stroke="#111111" fill="#222222"/><path d="M3,4" stroke="#111111" fill="#333333"/></g>',
    ),
    '<g class="mark-symbol role-mark" stroke="#111111">' +
      '<path d="M1,2" fill="#222222"/><path d="M3,4" fill="#333333"/></g>',
  )
})
