import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_FORMAT } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/types.js'
import { idOf, TREE } from '../../results/fixtures/formats.js'
import type { TimeAt } from '../../results/fixtures/times.js'
import { formatsAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { answers } from './answer.js'
import { librariesAnswer } from './answer-libraries.js'
import { cellGroups } from './groups.js'
import { OTHER_CODE } from './libraries.js'

const TWO = { formats: ['vtd-ss', 'x86-64'] }
const arm = (shape: string) => idOf(TREE, DEFAULT_FORMAT, shape)
const generic = (shape: string, format = 'vtd-ss') => idOf(TREE, format, shape)

/** Times by row, in all cells and directions. */
const by =
  (factors: Record<string, number>) =>
  ({ row }: TimeAt): number =>
    factors[row] ?? 1

const third = (analysis: Analysis) =>
  answers(analysis).find(({ question }) => question === 'What is left on the table?')?.text ?? ''

test('the third answer rests on generic_pt first: its pages beside its own range op, told as a range', () => {
  const text = third(
    formatsAnalysis(
      by({ [generic('map-unmap-pages')]: 2, [generic('map-unmap-pages', 'x86-64')]: 3 }),
      TWO,
    ),
  )
  assert.match(
    text,
    /^Linux 7\.2\.13's own page-table code, generic_pt: by pages \(map-unmap-pages\), time over that of one range op for the whole operation \(punt-range\) is /,
  )
  assert.match(
    text,
    /unmap of 2M half past its alignment 2\.00 x \[2\.00, 2\.00\] \(VT-d second stage\) to 3\.00 x \[3\.00, 3\.00\] \(x86-64\); map of 2M/,
  )
  // Tier native follows.
  assert.ok(text.indexOf('generic_pt') < text.indexOf('Tier native'))
})

test('formats that do not agree are told each', () => {
  const text = third(
    formatsAnalysis(
      by({ [generic('map-unmap-pages')]: 2, [generic('map-unmap-pages', 'x86-64')]: 0.5 }),
      TWO,
    ),
  )
  assert.match(
    text,
    /unmap of 2M half past its alignment 2\.00 x \[2\.00, 2\.00\] \(VT-d second stage\), 0\.50 x \[0\.50, 0\.50\] \(x86-64\);/,
  )
})

test('unmap of 256 x 4K and what is non-coherent come first; no cell that covers a table is among them', () => {
  const slow = Object.fromEntries(
    TWO.formats.map((format) => [generic('map-unmap-pages', format), 2]),
  )
  const text = librariesAnswer(formatsAnalysis(by(slow), TWO)) ?? ''
  const [first = ''] = text.split('For the same buffers')
  const places = [
    ...first.matchAll(
      /(map|unmap) of \d+M( non-coherent| half past its alignment| not co-aligned)?/g,
    ),
  ]
  assert.deepEqual(
    places.map(([words]) => words),
    [
      'unmap of 1M',
      'unmap of 1M non-coherent',
      'map of 1M non-coherent',
      'map of 1M',
      'unmap of 2M half past its alignment',
      'map of 2M half past its alignment',
    ],
  )
})

test('places of which nothing is resolved are told as one', () => {
  const text = librariesAnswer(formatsAnalysis(by({}), TWO)) ?? ''
  assert.match(
    text,
    /is unmap of 1M, unmap of 1M non-coherent, map of 1M non-coherent and map of 1M 1\.00 x \[1\.00, 1\.00\] \(.*\) to 1\.00 x \[1\.00, 1\.00\] \(.*\), same calls, not resolved/,
  )
})

test('io-pgtable-arm is told apart: ns a page, a ratio with its interval, and that it is none of call shapes', () => {
  const factors = { [arm('map-unmap-pages')]: 4, [generic('punt-range', 'x86-64')]: 2 }
  const text = librariesAnswer(formatsAnalysis(by(factors), TWO)) ?? ''
  assert.ok(text.includes(`against generic_pt's punt-range (${OTHER_CODE}): unmap of 1M `))
  // 4000 ns for 16 buffers of 256 pages; 2000 and 1000 beside it.
  assert.match(
    text,
    /: unmap of 1M 0\.977 ns a page against 0\.488 ns, 2\.00 x \[2\.00, 2\.00\] \(x86-64\) to 0\.244 ns, 4\.00 x \[4\.00, 4\.00\] \(VT-d second stage\); unmap of 1M non-coherent /,
  )
})

test('where whole tables go is told apart, where dropping them unread wins', () => {
  const free = '2M@4K+2M/not-co-aligned'
  const text =
    librariesAnswer(
      formatsAnalysis(
        ({ cell, row }) => (cell === free && row === arm('map-unmap-pages') ? 0.02 : 1),
        TWO,
      ),
    ) ?? ''
  assert.match(
    text,
    /Where whole tables go \(free layout\), io-pgtable-arm drops them unread and generic_pt clears them first: unmap of 2M not co-aligned 0\.005 ns a page against .* 0\.020 x \[0\.020, 0\.020\]/,
  )
  assert.doesNotMatch(text, /unmap of 2M 0|unmap of 2M \d/, 'arm keeps its tables there')
})

test('both sides stand only where a tree has both, and without generic_pt the answer is as it was', () => {
  const alone = librariesAnswer(formatsAnalysis(by({}), { ...TWO, without: ['io-pgtable-arm'] }))
  assert.match(alone ?? '', /generic_pt: by pages/)
  assert.doesNotMatch(alone ?? '', /io-pgtable-arm/)
  const armAlone = formatsAnalysis(by({}), { formats: [] })
  assert.equal(librariesAnswer(armAlone), undefined)
  assert.match(third(armAlone), /^Tier native, C, keep layout/)
  assert.equal(librariesAnswer(sampleAnalysis({ extent: 'all' })), undefined)
})

test('a run without a cell in which tables stay leaves it open', () => {
  const withoutCells = ['64K@4K', '1M@4K', '2M@4K/straddling', '1M@4K/non-coherent']
  const text = librariesAnswer(formatsAnalysis(by({}), { ...TWO, withoutCells })) ?? ''
  assert.match(text, /generic_pt: open, since no buffer whose tables stay was timed/)
})

test('where the argued-about buffers were not timed, the largest whose tables stay answers', () => {
  const withoutCells = ['1M@4K', '2M@4K/straddling', '1M@4K/non-coherent']
  const text = librariesAnswer(formatsAnalysis(by({}), { ...TWO, withoutCells })) ?? ''
  assert.match(text, /is unmap of 64K and map of 64K /)
})

test('one format of a tier answers the other questions; the others have groups of their own', () => {
  const analysis = formatsAnalysis(by({}), TWO)
  const groups = cellGroups(analysis)
  assert.deepEqual(
    [...new Set(groups.filter(({ tier }) => tier === TREE).map(({ format }) => format))],
    [DEFAULT_FORMAT, 'vtd-ss', 'x86-64'],
  )
  for (const { baseline, format, shapes } of groups) {
    assert.deepEqual([...new Set([baseline, ...shapes].map((row) => row?.format))], [format])
  }
  for (const { question, text } of answers(analysis)) {
    if (question === 'What is left on the table?') continue
    assert.doesNotMatch(`${question} ${text}`, /VT-d|x86-64|@/)
  }
  const questions = (one: Analysis) => answers(one).map(({ question }) => question)
  assert.deepEqual(questions(analysis), questions(formatsAnalysis(by({}), { formats: [] })))
  const lone = formatsAnalysis(by({}), {
    formats: ['x86-64'],
    without: ['io-pgtable-arm', 'native'],
  })
  assert.match(answers(lone)[0]?.text ?? '', /with unmap-pages/)
})
