import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { legend } from '../formats/legend.js'
import { machineFacts, methodWords, roundWords } from './provenance.js'
import { warningWords } from './touched.js'

const analysis = sampleAnalysis()
const method = (change: Partial<Analysis>) => methodWords({ ...analysis, ...change }).join(' ')

/** The clock with null ratios that scatter so. */
const clock = (used: 'monotonic' | 'cpu', monotonic: number, cpu: number) => ({
  clock: { ...analysis.clock, used, scatter: { monotonic, cpu } },
})

test('rounds and generations are told as they differ by cell', () => {
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
  assert.match(roundWords({ ...analysis, cells: [] }), / in 5 generations of fresh processes$/)
})

test('which clock is used is told with its reason, in method, legend and machine', () => {
  assert.doesNotMatch(method({}), /Times are/)
  assert.match(
    method(clock('cpu', 0.2, 0.01)),
    /Times are the processor's and not .* scatter by 20 % by the monotonic clock and by 1\.0 % by/,
  )
  assert.match(
    method(clock('monotonic', 0.02, 0.015)),
    /Times are the monotonic clock's: .* 1\.5 %/,
  )
  assert.match(legend({ ...analysis, ...clock('cpu', 0.2, 0.01) }), /Times are the processor's/)
  assert.doesNotMatch(legend({ ...analysis, ...clock('monotonic', 0.2, 0.2) }), /processor/)
  const facts = new Map(machineFacts({ ...analysis, ...clock('cpu', 0.2, 0.01) }))
  assert.match(facts.get('clock') ?? '', /figures go by the processor's time$/)
})

test('the precision that was asked for is told with the cells that came short of it, as the warning has them', () => {
  assert.doesNotMatch(method({}), /rounds enough/)
  const asked = syntheticResult()
  asked.options.precision = 0.02
  const strict = analyse(asked)
  const warning = strict.warnings.find(({ code }) => code === 'precision-missed')
  assert.ok(warning?.cells)
  const share = `${warning.cells.length} of ${strict.cells.length} cells`
  assert.match(
    methodWords(strict).join(' '),
    new RegExp(`is at most 2\\.0 %, .*: ${share} came short`),
  )
  assert.match(warningWords(strict, warning), new RegExp(`in ${share}$`))
})

test('intervals are told to hold for comparisons and looks together', () => {
  assert.match(method({}), /all \d+ comparisons of the run and all 4 looks at them/)
  assert.match(legend(analysis), /hold together at 95 % for \d+ comparisons and all looks at them/)
})
