import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { projectRoot } from '../../engines/contract/index.js'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { formatsResult } from '../../results/fixtures/formats.js'
import { twoTrees } from '../../results/fixtures/two-trees.js'
import { loadResult } from '../../results/record/index.js'
import { QUESTIONS, screenOf } from '../answer/index.js'
import { summary, terminal } from '../exporters/index.js'
import {
  builtAnalysis,
  formatsAnalysis,
  HOSTILE,
  hostileAnalysis,
  sampleAnalysis,
  troubledAnalysis,
} from '../fixtures/analyses.js'
import { tablesText } from './tables-text.js'

const LINES = 40
const PLACES = [
  ['More', 'results/latest/summary.txt'],
  ['Page', 'file:///somewhere/results/latest/report.html'],
  ['Mail', 'results/latest/mail.txt'],
] as const

const reference = (name: string) => analyse(loadResult(join(projectRoot(), 'results', name)))

/** Runs of every kind that a screen has to hold. */
const RUNS: Readonly<Record<string, Analysis>> = {
  'a whole run': sampleAnalysis({ extent: 'all' }),
  'a small run, of ts alone': sampleAnalysis(),
  'an interrupted run in which a row failed': troubledAnalysis(),
  'one generation': sampleAnalysis({ generations: 1 }),
  'one cell': sampleAnalysis({
    withoutCells: sampleAnalysis()
      .cells.slice(1)
      .map(({ id }) => id),
  }),
  'without the baseline': sampleAnalysis({ withoutRows: ['ts/per-page'] }),
  'without anything': sampleAnalysis({ interrupt: { generation: 0, cell: '4K@4K' } }),
  'a failed baseline': sampleAnalysis({
    fail: { row: 'ts/per-page', cell: '64K@4K', kind: 'wrong' },
  }),
  'a compiled tier': builtAnalysis(),
  'two libraries': formatsAnalysis(),
  'two libraries, noisy': analyse(formatsResult({ generations: 3 })),
  'two trees': analyse(twoTrees(1.5, ['linux-6.1.0', 'linux-6.12.0'])),
  'the reference run': reference('reference'),
  "the reference run of a kernel's own code": reference('reference-kernel'),
  'the reference run of two libraries': reference('reference-generic-pt'),
}

/** Whether all three answers are the same sentence, which is said once. */
const isOneAnswer = (analysis: Analysis) =>
  new Set(screenOf(analysis).answers.map(({ text }) => text)).size === 1

const quiet = (analysis: Analysis) => terminal(analysis, { colour: false, width: 100, quiet: true })

const text = (analysis: Analysis, width: number, colour = false) =>
  terminal(analysis, { colour, width }, PLACES).trimEnd()

for (const [what, analysis] of Object.entries(RUNS)) {
  test(`${what}: at most ${LINES} lines of 100 columns, the answers and where the rest is`, () => {
    for (const width of [100, 120]) {
      const lines = text(analysis, width).split('\n')
      assert.ok(lines.length <= LINES, `${lines.length} lines`)
      for (const line of lines) assert.ok(line.length <= 100, line)
      const labels = isOneAnswer(analysis)
        ? ['Questions 1, 2 and 3 ']
        : QUESTIONS.map((question, at) => `${at + 1} ${question} `)
      for (const label of labels) {
        assert.equal(lines.filter((line) => line.startsWith(label)).length, 1)
      }
      assert.match(lines.at(-1) ?? '', /Again {2}npm run bench|^ *--/)
    }
  })

  test(`${what}: narrower terminals wrap, and lose nothing`, () => {
    const words = (width: number) =>
      new Set(
        text(analysis, width)
          .split(/\s+/)
          .filter((word) => word !== ''),
      )
    const wide = words(100)
    for (const width of [60, 72, 80, 99]) {
      // Paths and commands are not cut: whoever copies them wants them whole.
      const lines = text(analysis, width).split('\n')
      for (const line of lines.filter((line) => !/^(Again|Page) /.test(line))) {
        assert.ok(line.length <= width, `${line.length} > ${width}: ${line}`)
      }
      const narrow = words(width)
      assert.deepEqual(
        [...wide].filter((word) => !narrow.has(word)),
        [],
      )
    }
  })

  test(`${what}: quiet is a line an answer, in words that need no explanation`, () => {
    const lines = quiet(analysis).trimEnd().split('\n')
    const questions = isOneAnswer(analysis) ? [QUESTIONS.join(' ')] : QUESTIONS
    assert.equal(lines.length, questions.length)
    for (const [at, line] of lines.entries()) {
      assert.ok(line.startsWith(`${questions[at]} `), line)
      assert.doesNotMatch(line, /\b(tiers?|cells?|layouts?|same work|undefined|NaN|null)\b/)
    }
  })
}

test('where no answer is in a run, quiet has its figures', () => {
  const shapes = ['unmap-pages', 'map-unmap-pages', 'range-gather', 'punt', 'punt-range']
  const withoutRows = shapes.flatMap((shape) => [`ts/${shape}`, `ts/${shape}~null`])
  const [first, ...figures] = quiet(sampleAnalysis({ extent: 'all', withoutRows })).split('\n')
  assert.match(first ?? '', /^How much\? Half enough\? Left on the table\? Open: none of /)
  assert.match(figures[0] ?? '', /^map-sg: scattered \d\.\d\d ±\d % \(Speed-up over per-page .*\)$/)
})

test('colour only where it is asked for, and it changes no text', () => {
  const analysis = sampleAnalysis({ extent: 'all' })
  const coloured = text(analysis, 100, true)
  assert.ok(coloured.includes('\u001b[1m'))
  assert.ok(!text(analysis, 100).includes('\u001b'))
  assert.equal(stripVTControlCharacters(coloured).replace(/ +$/gm, ''), text(analysis, 100))
})

test('a table that is too wide goes on below, with its shapes once more', () => {
  const analysis = sampleAnalysis({ extent: 'all' })
  const rows = (width: number) => text(analysis, width).match(/^ unmap-pages \(RFC\)/gm)?.length
  assert.equal(rows(100), 1)
  assert.equal(rows(60), 3)
})

test('no more than four cautions, and how many there are beside them', () => {
  const few = troubledAnalysis()
  const [warning] = few.warnings
  assert.ok(warning !== undefined)
  const many = { ...few, warnings: [...few.warnings, ...Array.from({ length: 20 }, () => warning)] }
  const lines = text(many, 100)
    .split('\n')
    .filter((line) => line.startsWith('! '))
  assert.equal(lines.length, 4)
  assert.match(lines.at(-1) ?? '', /; \d\d more in summary\.txt$/)
})

test('text from a result cannot steer the terminal', () => {
  for (const said of [text(hostileAnalysis(), 100), quiet(hostileAnalysis())]) {
    assert.doesNotMatch(said.replaceAll('\n', ''), /\p{Cc}/u)
  }
  assert.ok(HOSTILE.includes('\u001b'))
})

test('the summary begins with the answer, the whole report ends with it', () => {
  const analysis = sampleAnalysis()
  const answer = terminal(analysis, { colour: false, width: 100 })
  const tables = tablesText(analysis, { colour: false, width: 100 })
  assert.equal(summary(analysis), `${answer}\n${tables}\n`)
  const verbose = terminal(analysis, { colour: false, width: 100, verbose: true })
  assert.equal(verbose, `${tables}\n\n${answer}`)
})
