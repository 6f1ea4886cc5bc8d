import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse } from '../../results/analysis/index.js'
import { formatsResult } from '../../results/fixtures/formats.js'
import { formatsAnalysis } from '../fixtures/analyses.js'
import { screenOf } from './index.js'
import { timed } from './testing.js'

test('the table has the shapes in order, whose code is not the first by its name, and no pages of another format', () => {
  const { table } = screenOf(formatsAnalysis(() => 1, { formats: ['vtd-ss', 'riscv-64'] }))
  assert.deepEqual(
    table?.rows.map(({ by, history, shape }) => [shape, history, by]),
    [
      ['unmap-pages', 'RFC', undefined],
      ['map-unmap-pages', 'v5.15', undefined],
      ['range-gather', '', undefined],
      ['punt', '', 'our C'],
      ['punt-range', '', 'VT-d'],
      ['punt-range', '', 'RISC-V 64'],
    ],
  )
  assert.equal(table?.basis, 'by Linux 7.2.13, tables kept, 4K pages')
  for (const { figures } of table?.rows ?? []) assert.equal(figures.length, table?.columns.length)
})

test('a further format of the code that answers has its last shape in the table', () => {
  const result = formatsResult({ formats: ['vtd-ss'], without: ['io-pgtable-arm'] })
  const rows = result.rows.map((row) => ({ ...row, tier: 'native' }))
  const { table } = screenOf(analyse({ ...result, rows }))
  assert.deepEqual(
    table?.rows.slice(-2).map(({ by, shape }) => [shape, by]),
    [
      ['punt-range', undefined],
      ['punt-range', 'VT-d'],
    ],
  )
  assert.equal(table?.rows.filter(({ by }) => by !== undefined).length, 1)
})

test('a figure of the table is as it was judged', () => {
  const { table } = timed(({ cell, row }) => {
    if (row !== 'ts/unmap-pages') return 1
    return cell === '2M@4K' ? 0.5 : cell === '64M@4K' ? 2 : 1
  })
  const row = table?.rows.find(({ shape }) => shape === 'unmap-pages')
  const at = (label: string) =>
    row?.figures[table?.columns.findIndex((one) => one.label === label) ?? -1]
  assert.deepEqual(
    [at('2M')?.text, at('2M')?.verdict, at('2M')?.side],
    ['2.00', 'resolved', 'above'],
  )
  assert.deepEqual([at('64M')?.text, at('64M')?.side], ['0.50', 'below'])
  assert.deepEqual([at('1M')?.text, at('1M')?.verdict], ['~1.00', 'not-resolved'])
  assert.match(table?.legend ?? '', /~ not resolved/)
  assert.equal(table?.columns.at(-1)?.label, 'net_rx')
})

test('a table of one code says per-page, one of several that each has its own', () => {
  const own = formatsAnalysis(() => 1, { without: ['native'], formats: [] })
  assert.match(screenOf(own).table?.heading ?? '', /^Speed-up over per-page /)
  assert.match(screenOf(formatsAnalysis()).table?.heading ?? '', /^Speed-up over its own per-page /)
})
