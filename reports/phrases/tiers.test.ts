import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis } from '../../results/analysis/index.js'
import { markdown } from '../exporters/markdown.js'
import { summary } from '../exporters/terminal.js'
import { builtAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { htmlReport } from '../html/index.js'
import { cellGroups } from './groups.js'
import { limitTable, tapeFloorWords } from './limits.js'
import { methodWords } from './provenance.js'
import { timedTierWords } from './tiers.js'
import { untimedEngines } from './untimed.js'

const words = (text: string) => text.replace(/\s+/g, ' ')

/** The same run with every engine counted on tier native as well. */
function countedBeside(): Analysis {
  const analysis = sampleAnalysis({ extent: 'all' })
  const untimed = { why: 'not-timed', reason: 'only counted' } as const
  const own = analysis.rows.filter(({ role }) => role === 'shape')
  const idOf = (id: string) => id.replace('ts/', 'native/')
  return {
    ...analysis,
    rows: [
      ...analysis.rows,
      ...own.map((row) => ({
        ...row,
        id: idOf(row.id),
        engine: idOf(row.engine),
        tier: 'native',
      })),
    ],
    cells: analysis.cells.map((cell) => ({
      ...cell,
      untimed: {
        ...cell.untimed,
        ...Object.fromEntries(own.map(({ engine }) => [idOf(engine), untimed])),
      },
      figures: {
        ...cell.figures,
        ...Object.fromEntries(own.map(({ id }) => [idOf(id), cell.figures[id]])),
      },
    })),
  }
}

test('reports name the compiler, what writes ptes back, and a tier that is absent', async () => {
  const analysis = builtAnalysis()
  for (const text of [summary(analysis), await htmlReport(analysis)]) {
    assert.match(words(text), /cc \(Nowhere\) 1\.2\.3/)
    assert.match(words(text), /tier linux is absent: there is no source; get-it adds it/i)
  }
  assert.match(words(markdown(analysis)), /write-back: clwb, sfence, on tier native/)
  const page = await htmlReport(analysis)
  assert.match(page, /clwb, sfence, on tier native/)
  assert.match(page, /-O2 -fPIC/)
  assert.match(page, /not built: for a reason/)
  assert.match(page, /indirect call, in the retpoline build/)
})

test('the closing lines tell the floor of the tape', () => {
  assert.match(words(summary(builtAnalysis())), /The tape's floor, .* tier native, is 0\.500 ns\./)
  assert.equal(tapeFloorWords(sampleAnalysis()), undefined)
})

test('the table of limits has a line for each', () => {
  const { limits } = builtAnalysis()
  const { columns, rows } = limitTable(limits)
  assert.equal(rows.length, limits.length)
  for (const row of rows) assert.equal(row.length, columns.length)
  assert.deepEqual(rows[0], ['a pte stored, nothing else', '4K', '0.400 ns'])
  const unsized = limitTable(limits.filter(({ bytes }) => bytes === undefined))
  assert.deepEqual(unsized.columns, ['an item', 'time'])
  assert.equal(unsized.rows[0]?.length, 2)
})

test('a tier that was counted alone has no groups, and its counts are reported as one', () => {
  const analysis = countedBeside()
  assert.deepEqual([...new Set(cellGroups(analysis).map(({ tier }) => tier))], ['ts'])
  assert.deepEqual(timedTierWords(analysis), ['tier ts, TypeScript'])
  assert.match(
    methodWords(analysis).join(' '),
    /counted on tier native, C as well: every counter is the same/,
  )
  const native = untimedEngines(analysis).filter(({ engine }) => engine.includes('native'))
  assert.deepEqual(
    native.map(({ engine }) => engine),
    ['tier native, C'],
  )
})

test('nothing is said of equal counts where a row failed by them', () => {
  const analysis = countedBeside()
  const [first, ...others] = analysis.rows
  const failure = { kind: 'counts-differ', cell: 'c', stage: 'count', message: 'm' } as const
  const failed = { ...analysis, rows: [{ ...first, failure }, ...others] }
  assert.doesNotMatch(methodWords(failed).join(' '), /every counter is the same/)
})
