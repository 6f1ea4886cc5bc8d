import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { troubledAnalysis } from '../fixtures/analyses.js'
import { tablesText } from '../layout/tables-text.js'
import { screenOf } from './index.js'
import { only, timed } from './testing.js'

test('cautions: what is wrong before what only carries less far', () => {
  const { mind } = screenOf(troubledAnalysis())
  assert.match(
    mind[0] ?? '',
    /^ts\/map-unmap-pages failed \(died in 1M@4K\): the other rows are valid$/,
  )
  assert.match(mind[1] ?? '', /^interrupted/)
  const at = (words: RegExp) => mind.findIndex((line) => words.test(line))
  assert.ok(at(/^other programs kept 0\.9 CPUs busy before the run$/) > 1)
  assert.ok(at(/^virtual machine: quote ratios, not times$/) > at(/CPUs busy/))
  assert.ok(at(/^TypeScript: /) > 1)
})

test('an engine without a per-page of its own has times alone, and a caution says so', () => {
  const result = syntheticResult({ extent: 'all' })
  const own = result.rows.map((row) =>
    row.shape === 'punt' ? { ...row, tier: 'example', format: 'flat' } : row,
  )
  const analysis = analyse({ ...result, rows: own })
  const words = 'ts/punt: times alone, for want of a per-page of its tier and format'
  assert.equal(screenOf(analysis).mind.filter((line) => line === words).length, 1)
  const text = tablesText(analysis, { width: 100, colour: false })
  assert.match(text, /^ {2}ts\/punt( +[\d.]+ (ns|us)){3}$/m)
  assert.doesNotMatch(text, /^ {2}baseline /m)
  assert.ok(screenOf(analyse(result)).mind.every((other) => !other.includes('times alone')))
})

test('a ratio that no count explains is named, and programs beside the run once', () => {
  const { mind } = timed(({ row }) => (row === 'ts/punt' ? 0.5 : 1), {
    ...only('4K@4K', '64K@4K'),
    machine: { before: { load: 2, busyCpus: 2 }, after: { load: 2, busyCpus: 1.9 } },
  })
  assert.match(
    mind.find((line) => /no count explains it/.test(line)) ?? '',
    /^4K@4K (map|unmap|sum): punt( over \S+)? 2\.00 x, no count explains it \(1 other cell too\)$/,
  )
  assert.deepEqual(
    mind.filter((line) => line.startsWith('other programs')),
    ['other programs kept 2.0 and 1.9 CPUs busy before and after the run'],
  )
})
