import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SHAPES } from '../../../engines/contract/index.js'
import { twoTrees } from '../../fixtures/two-trees.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'

test('a tree is held against the first, shape by shape, also where the counts are the same', () => {
  const { across } = analyse(twoTrees(1.25, ['linux-6.1.0', 'linux-6.1.0-my']))
  const figure = across.find(
    ({ cell, op, shape }) => cell === '64K@4K' && op === 'unmap' && shape === 'punt-range',
  )
  assert.equal(figure?.before, 'linux-6.1.0/punt-range')
  assert.equal(figure.after, 'linux-6.1.0-my/punt-range')
  assert.ok(Math.abs(figure.judged.interval.estimate - 1.25) < 1e-9)
  assert.equal(figure.judged.side, 'above')
  assert.deepEqual(figure.changed, [])
  // The null row has no twin of its own.
  assert.ok(across.every(({ after }) => !after.endsWith('~null')))
})

test('a count that changed is reported with both its values', () => {
  const result = twoTrees(1, ['linux-6.1.0', 'linux-6.12.0'])
  const cell = result.cells.find(({ id }) => id === '2M@4K')
  const counts = cell?.counts['linux-6.12.0/punt-range']?.unmap
  assert.ok(counts?.pteWrites)
  const before = counts.pteWrites
  counts.pteWrites = before + 7
  const changed = analyse(result).across.filter((figure) => figure.changed.length > 0)
  assert.deepEqual(
    changed.map(({ changed: [first], cell: id, op }) => ({ id, op, ...first })),
    [
      { id: '2M@4K', op: 'unmap', counter: 'pteWrites', before, after: before + 7 },
      {
        id: '2M@4K',
        op: 'sum',
        counter: 'pteWrites',
        before: before + (cell?.counts['linux-6.1.0/punt-range']?.map?.pteWrites ?? 0),
        after: before + 7 + (cell?.counts['linux-6.1.0/punt-range']?.map?.pteWrites ?? 0),
      },
    ],
  )
})

test('one tree alone is the check of tier native, and our own tiers are not held to each other', () => {
  const check = analyse(twoTrees(2, ['linux-6.1.0', 'native'])).across
  assert.ok(check.length > 0)
  assert.ok(check.every(({ after }) => after.startsWith('native/')))
  assert.deepEqual(analyse(twoTrees(2, ['ts', 'native'])).across, [])
})

/** A result without the rows of some shapes of a tier. */
function lacking(result: Result, tier: string, shapes: readonly string[]): Result {
  const rows = result.rows.filter((row) => row.tier !== tier || !shapes.includes(row.shape))
  const kept = new Set(rows.map(({ id }) => id))
  const cells = result.cells.map((cell) => ({
    ...cell,
    ns: Object.fromEntries(Object.entries(cell.ns).filter(([row]) => kept.has(row))),
  }))
  return { ...result, rows, cells }
}

test('a shape that the first tree lacks is held against the first that has it, or told to be alone', () => {
  const trees = ['linux-5.10', 'linux-6.1', 'linux-6.12'] as const
  const [old = '', middle = '', now = ''] = trees
  const [two, third] = [twoTrees(1, [old, middle]), twoTrees(1, [middle, now])]
  const three: Result = {
    ...two,
    rows: [...two.rows, ...third.rows.filter(({ tier }) => tier === now)],
    cells: two.cells.map((cell, at) => ({
      ...cell,
      counts: { ...cell.counts, ...third.cells[at]?.counts },
      ns: { ...cell.ns, ...third.cells[at]?.ns },
    })),
  }
  const { across, withoutTwin } = analyse(lacking(three, old, ['unmap-pages']))
  const before = (after: string) => across.find((one) => one.after === after)?.before
  assert.equal(before(`${middle}/unmap-pages`), undefined)
  assert.equal(before(`${now}/unmap-pages`), `${middle}/unmap-pages`)
  assert.equal(before(`${now}/per-page`), `${old}/per-page`)
  assert.deepEqual(withoutTwin, [])
  const lone = analyse(lacking(lacking(three, old, ['unmap-pages']), now, ['unmap-pages']))
  assert.deepEqual(lone.withoutTwin, [`${middle}/unmap-pages`])
})

test('native and a tree are paired by their choices, in the mode of the cell', () => {
  const all = twoTrees(1, ['linux-6.12', 'native'])
  const tree = SHAPES['run-write-back'].choices
  const result: Result = {
    ...all,
    rows: all.rows.map((row) => {
      if (row.shape === 'unmap-pages' && row.tier === 'native') {
        return { ...row, shape: 'run-write-back', choices: { ...tree } }
      }
      return row.shape === 'map-unmap-pages' && row.tier !== 'native'
        ? { ...row, choices: { ...tree } }
        : row
    }),
    cells: all.cells.map((cell, at) => ({ ...cell, ...(at === 1 && { mode: 'non-coherent' }) })),
  }
  const after = (cell: string) =>
    analyse(result).across.find(
      (one) => one.cell === cell && one.before === 'linux-6.12/map-unmap-pages',
    )?.after
  // Coherent, writing back a run is no choice: the name decides.
  assert.equal(after('1M@4K'), 'native/map-unmap-pages')
  assert.equal(after('64K@4K'), 'native/unmap-pages')
  assert.deepEqual(analyse(result).withoutTwin, ['linux-6.12/unmap-pages'])
})

test('instructions a page are told of both sides, and whether they changed', () => {
  const result = twoTrees(1, ['linux-6.12', 'linux-6.12-my'])
  for (const cell of result.cells) {
    const pages = (cell.bytes.unmap ?? 0) / 4096
    cell.instructions = {
      'linux-6.12/unmap-pages': { unmap: 41 * pages },
      'linux-6.12-my/unmap-pages': { unmap: 37 * pages },
      'linux-6.12/per-page': { unmap: 300 * pages },
      'linux-6.12-my/per-page': { unmap: 300.05 * pages },
    }
  }
  const { across } = analyse(result)
  const shown = (shape: string) =>
    across.find((one) => one.cell === '2M@4K' && one.op === 'unmap' && one.shape === shape)
      ?.instructions
  assert.deepEqual(shown('unmap-pages'), { before: 41, after: 37, changed: true })
  assert.equal(shown('per-page')?.changed, false)
  assert.equal(shown('punt-range'), undefined)
})
