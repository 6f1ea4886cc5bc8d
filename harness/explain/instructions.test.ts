/** Instructions in what `npm run explain` prints. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { skip as noCounts } from '../../engines/instructions/testing.js'
import { refused, textOf } from '../testing/explain.js'
import { explanationSchema } from './schema.js'

test('--instructions: of the native tier, in the last line, compared, and of one page by function', {
  skip: noCounts,
}, async () => {
  const words = ['per-page,map-unmap-pages', 'unmap', '2M@0', '--page-sizes', '4K']
  const text = await textOf(...words, '--instructions')
  const [page, run] = [...text.matchAll(/forced\), (\d+) instructions$/gm)].map(([, n]) =>
    Number(n),
  )
  assert.ok(run > 512 && page > 2 * run, `${page} ${run}`)
  const compared = new RegExp(`^instructions +${page} +${run} +/ [\\d.]+ +of all layers`, 'm')
  assert.match(text, compared)
  const [, table] = text.split('\n\nunmap of one page, instructions  ')
  const [head, ...lines] = table.trim().split('\n')
  assert.match(head, /^native\/per-page {2}native\/map-unmap-pages$/)
  const rows = lines.map((line) => line.split(/ {2,}/))
  const column = (at: number) => rows.map((row) => Number(row[at] === '-' ? 0 : row[at]))
  for (const at of [1, 2]) {
    const own = column(at)
    const all = own.pop()
    assert.equal(
      own.reduce((sum, count) => sum + count, 0),
      all,
    )
  }
  assert.ok(rows.some(([name]) => name === 'iommu_unmap'))
  assert.equal(rows.at(-1)?.[0], 'all')
})

test('--json has instructions where requested', { skip: noCounts }, async () => {
  const words = ['punt', 'map', '64K@0', '--json']
  const { operations } = explanationSchema.parse(
    JSON.parse(await textOf(...words, '--instructions')),
  )
  assert.ok((operations[0].instructions ?? 0) > 16)
  const plain = explanationSchema.parse(JSON.parse(await textOf(...words)))
  assert.equal(plain.operations[0].instructions, undefined)
})

test('--stacks writes a file a shape and operation, whose lines come to the sum', {
  skip: noCounts,
}, async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'unmap-bench-')), 'stacks')
  const text = await textOf('punt,per-page', '64K@0', '--stacks', folder)
  const sums = [...text.matchAll(/forced\), (\d+) instructions$/gm)].map(([, n]) => Number(n))
  const names = ['map', 'unmap'].flatMap((op) =>
    ['native-punt', 'native-per-page'].map((engine) => `${engine}-${op}.txt`),
  )
  for (const [at, name] of names.entries()) {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n')
    for (const line of lines) assert.match(line, /^run_(maps|unmaps)(;[^; ]+)* \d+(\.\d+)?$/)
    const sum = lines.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
    assert.equal(sum, sums[at], name)
  }
})

test('instructions of what is not in C, and stacks where none can be written, are refused', {
  skip: noCounts,
}, async () => {
  await refused(/ts\/punt is not of a tier in C/, 'ts/punt', '4M@0', '--instructions')
  const file = join(mkdtempSync(join(tmpdir(), 'unmap-bench-')), 'file')
  writeFileSync(file, '')
  await refused(/--stacks .* cannot be written/, 'punt', '64K@0', '--stacks', file)
})
