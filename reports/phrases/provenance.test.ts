import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis } from '../../results/analysis/index.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { legend } from './index.js'
import { methodWords, roundWords } from './provenance.js'

const analysis = sampleAnalysis()
const method = (change: Partial<Analysis>) => methodWords({ ...analysis, ...change }).join(' ')

test('rounds and generations are reported as they differ by cell', () => {
  const cells = analysis.cells.slice(0, 2).map((cell, at) => ({
    ...cell,
    rounds: [12, 48][at] ?? 0,
    generations: [6, 18][at] ?? 0,
  }))
  assert.equal(
    roundWords({ run: { ...analysis.run, rounds: 60 }, cells }),
    '60 rounds, 12 to 48 a cell, in 6 to 18 generations of fresh processes',
  )
  assert.equal(
    roundWords({ run: { ...analysis.run, rounds: 12 }, cells: cells.slice(0, 1) }),
    '12 rounds in 6 generations of fresh processes',
  )
  assert.match(roundWords({ ...analysis, cells: [] }), / in 10 generations of fresh processes$/)
})

test('how intervals and marks are read is the same sentence in method and legend', () => {
  const words =
    /Intervals are 95 % each; ~ marks ratios that cannot be distinguished from 1 over all \d+ comparisons \(Holm\), or that lie within what two instances of one row differ by\./
  assert.match(method({}), words)
  assert.match(legend(analysis), words)
})
