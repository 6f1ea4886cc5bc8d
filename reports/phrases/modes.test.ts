import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse, type Ratio } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { withTimes } from '../../results/fixtures/times.js'
import { speedupWords } from './figures.js'
import { formatModes } from './format.js'
import { legend } from './index.js'
import { modesWords } from './modes.js'

/** punt-range takes half of the others' time, and in every fourth process a third of it. */
const analysis = analyse(
  withTimes(
    syntheticResult({
      generations: 16,
      withoutCells: ['4K@4K', '1M@4K', '2M@4K', '64M@4K', '64M@4K+2M', '2M@4K+2M/not-co-aligned'],
      withoutRows: ['ts/unmap-pages', 'ts/map-unmap-pages'],
    }),
    ({ generation, row }) => (row === 'ts/punt-range' ? (generation % 4 === 0 ? 400 : 600) : 1200),
  ),
)

test('a ratio with two values is marked, and a footnote has both with their shares', () => {
  const [cell] = analysis.cells
  assert.match(
    speedupWords(cell?.figures['ts/punt-range']?.unmap),
    /^2\.\d\d x \[1\.\d\d, 2\.\d\d\]\^$/,
  )
  const words = modesWords(analysis) ?? ''
  assert.match(words, /^\^ has one value in some processes and another in the rest/)
  assert.match(words, /unmap of ts\/punt-range in 64K@4K 2\.00 x \(75 %\) and 3\.00 x \(25 %\)/)
  assert.match(
    words,
    /time of unmap of ts\/per-page over punt-range's in 64K@4K 2\.00 x \(75 %\) and 3\.00 x/,
  )
  assert.ok(legend(analysis).includes(words))
})

test('two values that print alike are counted, and are told apart by a digit more', () => {
  const modes: NonNullable<Ratio['modes']> = [
    { ratio: 0.9981, share: 0.75 },
    { ratio: 1.0032, share: 0.25 },
  ]
  assert.equal(formatModes(modes), '0.998 x (75 %) and 1.003 x (25 %)')
  const [cell] = analysis.cells
  const figure = cell?.figures['ts/punt-range']?.unmap
  assert.ok(cell && figure)
  const figures = { one: { unmap: { ...figure, left: {}, steps: [], modes } } }
  assert.match(
    modesWords({ cells: [{ ...cell, figures }] }) ?? '',
    /: in 1 figure both print alike$/,
  )
})

test('without such a ratio there is no footnote', () => {
  assert.equal(modesWords(analyse(syntheticResult({ generations: 16 }))), undefined)
})
