import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtAnalysis } from '../fixtures/analyses.js'
import { type LimitLine, limitLines, spreadNames } from './limit-lines.js'
import { nsPerPage } from './ns-per-page.js'

test('limits that were measured stand at the buffers whose ptes they took', () => {
  const analysis = builtAnalysis()
  const cells = analysis.cells.filter(({ bufferBytes, pgsizeBitmap, workload }) => {
    return workload === 'sweep' && pgsizeBitmap === 4096 && bufferBytes !== undefined
  })
  const lines = limitLines(cells, analysis).filter(({ inTurn }) => !inTurn)
  assert.deepEqual(
    lines.map(({ name, op }) => `${op} ${name}`),
    [
      'map bare store',
      'map checked store',
      'unmap bare clear',
      'unmap checked clear',
      'unmap memset',
    ],
  )
  for (const { places } of lines) {
    // 512 ptes of 8 bytes each are 2M of 4K pages, and 16384 are 64M.
    assert.deepEqual(
      places.map(({ bytes }) => bytes),
      [2 * 2 ** 20, 64 * 2 ** 20],
    )
  }
})

test('the chart names each line, and its caption says what they are', () => {
  const spec = JSON.stringify(nsPerPage.spec(builtAnalysis()))
  for (const name of ['bare store', 'checked store', 'bare clear', 'checked clear', 'memset']) {
    assert.ok(spec.includes(`"text":"${name}"`), name)
  }
  assert.match(nsPerPage.caption(builtAnalysis()), /Dotted: loops over as many ptes/)
})

test('names keep clear of each other', () => {
  const line = (ns: number): LimitLine => ({
    op: 'map',
    name: `${ns}`,
    inTurn: false,
    places: [{ bytes: 4096, ns, text: '' }],
  })
  const domain = [0.1, 10] as const
  const names = spreadNames([line(1.01), line(1), line(1.02), line(8)], domain, 200)
  const pixels = names.map(({ ns }) => (Math.log(ns / 0.1) / Math.log(100)) * 200)
  assert.deepEqual(
    names.map(({ name }) => name),
    ['1', '1.01', '1.02', '8'],
  )
  for (let at = 1; at < pixels.length; at++) assert.ok(pixels[at] - pixels[at - 1] > 11.9)
  assert.ok(Math.abs(pixels[0] - 100) < 0.1)
})
