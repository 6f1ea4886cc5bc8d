import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_FORMAT } from '../../engines/contract/index.js'
import { idOf, TREE } from '../../results/fixtures/formats.js'
import { csv, mail, markdown, summary } from '../exporters/index.js'
import { formatsAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { tablesText } from '../layout/tables-text.js'
import { formatTables } from './format-table.js'

const analysis = formatsAnalysis(({ row }) => {
  if (row === idOf(TREE, DEFAULT_FORMAT, 'map-unmap-pages')) return 4
  return row === idOf(TREE, 'vtd-ss', 'punt-range') ? 2 : 1
})

const [table] = formatTables(analysis)

test('formats are rows, cell by cell, by their names; one that nobody knows keeps its id', () => {
  assert.ok(table)
  const first = table.grid.rows.filter(([cell]) => cell === '1M buffers, 4K pages')
  assert.deepEqual(
    first.map(([, format]) => format),
    [
      'ARM LPAE',
      'ARM LPAE, one range',
      'VT-d second stage',
      'x86-64',
      'AMD v1',
      'RISC-V 64',
      'made-up',
    ],
  )
  assert.deepEqual(
    [...new Set(table.grid.rows.map(([cell]) => cell))],
    [
      '1M buffers, 4K pages',
      '1M buffers, 4K pages, non-coherent',
      '2M buffers, 1M off, 4K pages',
      '2M buffers, 4K leaves',
    ],
  )
})

test('each has ns a page, what the other library takes beside it, and the main counts', () => {
  assert.ok(table)
  const { columns, rows } = table.grid
  const of = (format: string) => {
    const row = rows.find((one) => one[0] === '1M buffers, 4K pages' && one[1] === format)
    return Object.fromEntries(columns.map((name, at) => [name, row?.[at]]))
  }
  const { cell, format, ...vtd } = of('VT-d second stage')
  assert.deepEqual(vtd, {
    'map, a page': '0.488 ns',
    'unmap, a page': '0.488 ns',
    'map, arm over it': '2.00 x [2.00, 2.00]',
    'unmap, arm over it': '2.00 x [2.00, 2.00]',
    calls: '2 / 2',
    'pte reads': '259 / 260',
    'pte writes': '256 / 256',
    gathers: '0 / 1',
    'write-backs': '0 / 0',
  })
  assert.equal(of('ARM LPAE')['unmap, arm over it'], '')
  assert.equal(of('ARM LPAE').gathers, '0 / 256')
  assert.equal(of('ARM LPAE, one range').gathers, '0 / 1')
})

test('it says that these are different tables, and beside native clear-first it tells counts alone', () => {
  assert.match(table?.legend ?? '', /^These are different tables, and between libraries other code/)
  assert.deepEqual(table?.counts, [
    'Beside native/clear-first, which clears tables first as generic_pt does, counts are the same.',
  ])
  const other = formatsAnalysis(() => 1)
  for (const twin of other.countTwins) {
    if (twin.cell !== '1M@4K' || twin.op !== 'unmap' || twin.before.includes('amd')) continue
    twin.changed.push({ counter: 'pteReads', before: 259, after: 260 })
  }
  const [changed] = formatTables(other)
  assert.deepEqual(changed?.counts.slice(1), [
    'unmap of 1M@4K, of one cycle: pteReads 259 to 260 (VT-d second stage, x86-64, RISC-V 64 and made-up)',
  ])
})

test('one format alone has no such table, and a run without generic_pt none', () => {
  assert.deepEqual(formatTables(sampleAnalysis({ extent: 'all' })), [])
  assert.deepEqual(formatTables(formatsAnalysis(() => 1, { formats: [] })), [])
  assert.equal(
    formatTables(formatsAnalysis(() => 1, { formats: ['vtd-ss'], without: ['io-pgtable-arm'] }))
      .length,
    0,
  )
})

test('it stands in the summary, below the first screen, and in Markdown, and in no mail', () => {
  const lines = summary(analysis).split('\n')
  assert.ok(lines.findIndex((line) => line.startsWith('Formats side by side')) > 40)
  // Times and counts fit below each other, and not side by side.
  assert.ok(lines.some((line) => /^ +map, a page +unmap, a page +map, arm over it/.test(line)))
  assert.ok(lines.some((line) => /^ +calls +pte reads +pte writes +gathers/.test(line)))
  assert.match(markdown(analysis), /Formats side by side/)
  assert.doesNotMatch(mail(analysis), /Formats side by side/)
  for (const width of [20, 60, 100]) {
    const text = tablesText(analysis, { colour: false, width })
    const own = text.slice(text.indexOf('\nFormats side') + 1).split('\n\n')[0] ?? ''
    assert.match(own, /VT-d/)
    for (const line of own.split('\n')) {
      assert.ok(line.length <= width, `${line.length} > ${width}: ${line}`)
    }
  }
})

test('a ratio across layouts has its mark, and the mark its meaning, only where there is one', () => {
  const text = summary(analysis).replace(/\s+/g, ' ')
  assert.match(text, /punt-range@vtd-ss \S+ \[[\d., ]+\] #/)
  assert.match(text, /# of two layouts, since one of the two rows frees its tables/)
  assert.doesNotMatch(summary(sampleAnalysis({ extent: 'all' })), /# of two layouts/)
})

test('figures as CSV have the format, the layouts and the other library', () => {
  const [head = '', ...lines] = csv(analysis).trimEnd().split('\n')
  const names = head.split(',')
  const field = (line: string, name: string) => line.split(',')[names.indexOf(name)]
  const row = idOf(TREE, 'vtd-ss', 'punt-range')
  const of = (cell: string, op: string) =>
    lines.find(
      (line) =>
        line.startsWith(`${cell},`) && line.includes(`,${row},${row},`) && line.includes(`,${op},`),
    ) ?? ''
  // The title holds commas, and is quoted: fields are counted without it.
  const plain = (line: string) => line.replace(/"[^"]*"/g, 'title')
  const one = plain(of('2M@4K', 'unmap'))
  assert.equal(field(one, 'format'), 'vtd-ss')
  assert.equal(field(one, 'layout'), 'keep')
  assert.equal(field(one, 'row_layout'), 'free')
  assert.equal(field(one, 'other_layout'), 'keep')
  assert.equal(field(one, 'io_pgtable_arm_over_other_layout'), 'keep')
  assert.equal(
    Number(field(plain(of('1M@4K', 'unmap')), 'io_pgtable_arm_over')).toFixed(3),
    '2.000',
  )
})
