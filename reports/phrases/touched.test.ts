import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis } from '../../results/analysis/index.js'
import { warnings } from '../../results/analysis/warnings/warnings.js'
import { markdown } from '../exporters/index.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { tablesText } from '../layout/tables-text.js'
import { touchedLegend, touchedWords, warningWords } from './touched.js'

const quiet = sampleAnalysis()
const FEW = ['64K@4K', '1M@4K']
const MOST = quiet.cells.map(({ id }) => id).slice(1)
const touched: Analysis = {
  ...quiet,
  warnings: [
    warnings.twoModes(0.1, FEW),
    warnings.drifting(0.2, MOST),
    warnings.virtualised('somewhere'),
  ],
}
const words = (text: string) => text.replace(/\s+/g, ' ')

test('a cell is marked with the names of what touches it, and no other is', () => {
  assert.equal(touchedWords(touched, { id: '64K@4K' }), '! two modes, drift')
  assert.equal(touchedWords(touched, { id: '2M@4K' }), '! drift')
  assert.equal(touchedWords(touched, { id: '4K@4K' }), '')
})

test('the list names what marks tell of, and counts cells where they are most', () => {
  const [few, most, machine] = touched.warnings.map((warning) => warningWords(touched, warning))
  assert.match(few ?? '', /^two modes: times fall .* in 64K@4K, 1M@4K$/)
  assert.match(most ?? '', /^drift: .* in 7 of 8 cells$/)
  assert.match(machine ?? '', /^the machine is virtual \(somewhere\)/)
})

test('the legend tells of the mark only where it stands', () => {
  assert.match(touchedLegend(touched), /^! a warning touches these figures/)
  assert.equal(touchedLegend(quiet), '')
})

test('text formats mark the cell in its place', () => {
  const text = tablesText(touched, { colour: false, width: 80 })
  assert.match(text, /^64K buffers, 4K pages\n {2}! two modes, drift\n/m)
  assert.match(text, /^4K buffers, 4K pages\n {2}per-page/m)
  assert.match(words(text), /! a warning touches these figures/)
  assert.match(tablesText(touched, { colour: false, width: 100 }), /^ {2}64K ! +\S/m)
  assert.match(markdown(touched), /^\| 64K buffers, 4K pages ! two modes, drift \| per-page \|/m)
})
