import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOSTILE, hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { CLOSING, formatNs } from '../phrases/index.js'
import { tablesText } from './tables-text.js'

const plain = (width: number, analysis = sampleAnalysis()) =>
  tablesText(analysis, { colour: false, width })

const every = sampleAnalysis({ extent: 'all' })

test('no line is wider than the terminal', () => {
  for (const analysis of [sampleAnalysis(), every, troubledAnalysis(), hostileAnalysis()]) {
    for (const width of [20, 40, 60, 80, 100, 132]) {
      for (const line of plain(width, analysis).split('\n')) {
        assert.ok(line.length <= width, `${line.length} > ${width}: ${line}`)
      }
    }
  }
})

test('at 80 columns the directions stand side by side', () => {
  assert.match(plain(80), /^ +map +unmap +map \+ unmap$/m)
  assert.match(plain(80), /^ {2}unmap-pages +~[\d.]+( \[[\d., ]+\])? = +\d/m)
})

test('what the figures do not say and more time would give come last', () => {
  const words = plain(80).replace(/\s+/g, ' ')
  const closing = words.indexOf(CLOSING.slice(0, 60))
  assert.ok(closing > words.indexOf('Left on the table'))
  assert.ok(words.indexOf('Half widths are') > closing)
})

test('marks stand for same calls and for what is not resolved, and a legend explains them', () => {
  const text = plain(80)
  assert.match(text, /~1\.00 \[/)
  assert.match(
    text.replace(/\s+/g, ' '),
    /~ not resolved: .*; = same calls: every counter is equal; == same work/,
  )
})

test('every cell has the baseline with its time, and its noise floor', () => {
  const { cells } = sampleAnalysis()
  assert.equal(plain(80).match(/^ {2}per-page +\d[\d.]* [num]?s/gm)?.length, cells.length)
  assert.equal(plain(80).match(/^ {2}noise floor +\d[\d.]* %/gm)?.length, cells.length)
  assert.match(plain(80, sampleAnalysis({ withoutRows: ['ts/per-page~null'] })), /noise floor/)
})

test('what was not timed is not printed, as a row or as a column', () => {
  const text = plain(100, every)
  const rows = text.match(/^ {2}layered-rollback +\S/gm)?.length
  assert.equal(rows, every.cells.filter(({ workload }) => workload === 'rollback').length)
  const scattered = every.cells.filter(({ untimed }) => untimed['ts/map-sg'] === undefined)
  assert.equal(text.match(/^ {2}map-sg +\S/gm)?.length, scattered.length)
  assert.doesNotMatch(text, /bare-loop/)
  assert.doesNotMatch(text, /^ {2}\S+ +-( |$)/m)
})

test('what is left is held against both ways of punting', () => {
  const text = plain(100, every)
  assert.match(text, /^Left on the table, map \+ unmap \(time over punt's\)$/m)
  assert.match(text, /^Left on the table, map \+ unmap \(time over punt-range's\)$/m)
  assert.match(text, /^ {2}4K +~?\S+/m)
})

test('rollback stands as times of both ways and their ratio', () => {
  assert.match(plain(80, every), /^ +whole-run +layered-rollback +ratio$/m)
  assert.match(plain(80, every), /^ {2}mid run +[\d.]+ [num]?s +[\d.]+ [num]?s +~?[\d.]+ \[/m)
})

test('each way of a rollback has its time under its own head', () => {
  const text = plain(100, every)
  const cells = every.cells.filter(({ workload }) => workload === 'rollback')
  assert.ok(cells.length > 0)
  for (const { figures } of cells) {
    const [caller, layered] = ['ts/whole-run', 'ts/layered-rollback'].map((row) =>
      formatNs(figures[row]?.map?.nsPerOperation ?? Number.NaN),
    )
    assert.notEqual(caller, layered)
    assert.match(text, new RegExp(`^ {2}\\S.* ${caller} +${layered} `, 'm'))
  }
})

test('warnings come with their remedies, failed rows with their reason', () => {
  const text = plain(80, troubledAnalysis()).replace(/\s+/g, ' ')
  assert.match(text, /- the run was interrupted.*Run it again to its end/)
  assert.match(text, /ts\/map-unmap-pages: died in 1M@4K \(timing\) a synthetic failure/)
})

test('text from a result cannot steer the terminal', () => {
  const text = plain(100, hostileAnalysis())
  assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u)
  assert.ok(HOSTILE.includes('\u001b'))
  assert.match(text, /\\u001b/)
})

test('instructions a page have a column where they are known and it fits, and else a line', () => {
  const counted = sampleAnalysis({ instructions: true })
  assert.match(plain(100, counted), /^ +map +unmap +map \+ unmap +instr\/page$/m)
  assert.match(plain(100, counted), /^ {2}per-page +\S+ \w+ +\S+ \w+ +\S+ \w+ +\d+\.\d$/m)
  assert.doesNotMatch(plain(40, counted), /instr\/page/)
  assert.match(plain(100, counted).replace(/\s+/g, ' '), /are counted by callgrind \(valgrind-0\)/)
  assert.doesNotMatch(plain(100), /instr\/page|Instructions/)
  const missing = {
    ...sampleAnalysis(),
    instructions: { counted: false, why: 'there is no valgrind', remedy: 'get-it' } as const,
  }
  assert.match(
    plain(100, missing).replace(/\s+/g, ' '),
    /Instructions were not counted: there is no valgrind; get-it adds them\./,
  )
})
