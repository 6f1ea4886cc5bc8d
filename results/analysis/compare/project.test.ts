import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareResults } from './compare.js'
import { compareTwo, figureAt, quietRun, slowed } from './fixtures.js'
import { parseKeys } from './keys.js'

const OLD = quietRun({ seed: 1, extent: 'all', generations: 3 })
const NEW = slowed(quietRun({ seed: 2, extent: 'all', generations: 3 }), 1.2, { row: 'ts/punt' })

test('by default every figure stands on its own, in tables that hold what is alike', () => {
  const { comparison, run } = compareTwo(OLD, NEW)
  const cells = comparison.tables.flatMap(({ rows }) => rows.flatMap(({ figures }) => figures))
  const figures = cells.filter((figure) => figure !== undefined)
  assert.equal(figures.length, run.figures.length)
  assert.ok(figures.every((figure) => figure.figures === 1))
  for (const table of comparison.tables) {
    assert.deepEqual(
      table.section.map(({ key }) => key),
      ['run', 'workload', 'tier', 'format', 'mode', 'layout'],
    )
    assert.deepEqual([table.rowKeys, table.colKeys], [['cell', 'shape'], ['op']])
  }
  const sections = comparison.tables.map(({ section }) => JSON.stringify(section))
  assert.equal(new Set(sections).size, sections.length)
})

test('a projected figure is the geometric mean of those that it stands for', () => {
  const { comparison, run } = compareTwo(OLD, NEW, { row: ['shape'], col: ['op'] })
  const table = comparison.tables.find(
    ({ section }) =>
      section.some(({ key, value }) => key === 'layout' && value === 'keep') &&
      section.some(({ key, value }) => key === 'workload' && value === 'sweep') &&
      section.some(({ key, value }) => key === 'mode' && value === 'coherent-strict'),
  )
  const line = table?.rows.find(({ values }) => values[0] === 'punt')
  const at = table?.columns.findIndex(([op]) => op === 'unmap') ?? -1
  const figure = line?.figures[at]
  const members = run.figures.filter(
    ({ row, op, keys }) =>
      row === 'ts/punt' &&
      op === 'unmap' &&
      keys.layout === 'keep' &&
      keys.workload === 'sweep' &&
      keys.mode === 'coherent-strict',
  )
  assert.ok(figure && members.length > 1)
  assert.equal(figure.figures, members.length)
  const logs = members.map(({ changes }) => Math.log(changes.time?.estimate ?? Number.NaN))
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  // Within each generation, and then over generations: the same but for what trimming leaves out.
  assert.ok(Math.abs(Math.log(figure.changes.time?.estimate ?? 0) - mean) < 2e-3)
})

test('where directions are not distinguished, map + unmap stands for both', () => {
  const { comparison, run } = compareTwo(OLD, NEW, { row: ['cell'], col: ['shape'] })
  const { tables } = comparison
  const ops = tables.map(({ section }) => section.find(({ key }) => key === 'op')?.value)
  assert.ok(ops.includes('sum') && ops.includes('mixed'))
  const [table] = tables.filter((_, at) => ops[at] === 'sum')
  const line = table?.rows[0]
  const shape = table?.columns.findIndex(([name]) => name === 'punt') ?? -1
  assert.deepEqual(
    line?.figures[shape]?.changes,
    figureAt(run, line?.values[0] ?? '', 'ts/punt', 'sum').changes,
  )
})

test('merged figures count in the family, single ones once', () => {
  const plain = compareTwo(OLD, NEW).comparison.family.comparisons
  const merged = compareTwo(OLD, NEW, { row: ['shape'], col: ['op'] }).comparison.family.comparisons
  assert.ok(merged > plain)
})

test('runs can stand side by side', () => {
  const runs = [OLD, NEW, OLD].map((result, at) => ({ name: `run${at}`, result }))
  const { tables } = compareResults(runs, { row: ['cell', 'shape'], col: ['run', 'op'] })
  const [table] = tables
  assert.deepEqual(
    table?.columns.map((values) => values.join()),
    ['run1,map', 'run1,unmap', 'run1,sum', 'run2,map', 'run2,unmap', 'run2,sum'],
  )
  const estimates = table?.rows
    .find(({ values }) => values[1] === 'punt')
    ?.figures.map((figure) => figure?.changes.time?.estimate ?? 0)
  assert.ok((estimates?.[0] ?? 0) > 1.1)
  assert.ok(Math.abs((estimates?.[3] ?? 0) - 1) < 1e-12)
})

test('a filter keeps figures, counts and what vanished alike', () => {
  const { run } = compareTwo(OLD, quietRun({ seed: 2, generations: 3 }), {
    filter: 'shape:punt -workload:sweep',
  })
  assert.deepEqual(run.figures, [])
  assert.deepEqual(run.vanished.rows, ['ts/punt'])
  assert.ok(run.vanished.cells.length > 0)
  assert.ok(
    run.vanished.cells.every(
      (id) => OLD.cells.find((cell) => cell.id === id)?.workload !== 'sweep',
    ),
  )
  const kept = compareTwo(OLD, NEW, { filter: 'cell:64K@4K op:unmap' }).run
  assert.ok(kept.figures.length > 3)
  assert.ok(kept.figures.every(({ cell, op }) => cell === '64K@4K' && op === 'unmap'))
  assert.ok(kept.counts.compared >= kept.figures.length)
  assert.ok(kept.counts.compared < compareTwo(OLD, NEW).run.counts.compared)
})

test('keys are read with commas or blanks, and refused with their place', () => {
  assert.deepEqual(parseKeys('cell, shape op', '--row'), ['cell', 'shape', 'op'])
  assert.throws(
    () => parseKeys('cell,shap', '--row'),
    /^InputError: --row cell,shap: no key is called shap \(did you mean shape\?\)/,
  )
  assert.throws(() => parseKeys('op,op', '--col'), /--col op,op: op is there twice/)
  assert.throws(() => parseKeys(' ', '--col'), /names no key/)
})
