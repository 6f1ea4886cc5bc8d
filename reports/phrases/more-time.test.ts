import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis } from '../../results/analysis/index.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { moreTimeWords } from './provenance.js'

/** Every speed-up as wide as this, but those of map, which are narrow. */
function withWidth(half: number): Analysis {
  const analysis = sampleAnalysis()
  for (const { figures } of analysis.cells) {
    for (const ops of Object.values(figures)) {
      for (const figure of Object.values(ops)) {
        const high = 1 + (figure.op === 'map' ? 0.001 : half)
        if (figure.speedup) figure.speedup = { estimate: 1, low: 1 / high, high }
      }
    }
  }
  return { ...analysis, options: { ...analysis.options, timeSeconds: 45 } }
}

test('half widths, and four times the time of the run for half of them', () => {
  assert.equal(
    moreTimeWords(withWidth(0.012)),
    'Half widths are 1.2 % in the middle and 1.2 % for nine in ten figures; --time 180 would at best halve them.',
  )
})

test('a width without end stays short, and no intervals have none', () => {
  assert.match(moreTimeWords(withWidth(1e300)) ?? '', / and over 100 % for nine in ten figures;/)
  assert.equal(moreTimeWords({ ...withWidth(0.012), cells: [] }), undefined)
})
