import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../../record/index.js'
import { analyse } from '../index.js'
import { compareResults } from './compare.js'
import { compareTwo, figureAt, quietRun, slowed, withCell } from './fixtures.js'

const OLD = quietRun({ seed: 1 })
const AGAIN = quietRun({ seed: 2 })
const SHAPE = 'ts/unmap-pages'

test('the same code twice differs in nothing', () => {
  const { run } = compareTwo(OLD, AGAIN)
  assert.equal(run.basis, 'time')
  assert.deepEqual(
    run.differences.map(({ what }) => what),
    ['seed'],
  )
  assert.equal(run.figures.filter(({ verdict }) => verdict !== 'not-resolved').length, 0)
  assert.equal(run.counts.changed.length, 0)
  for (const list of [run.notCompared, run.failed, run.layouts, run.counts.oneSided]) {
    assert.deepEqual(list, [])
  }
  assert.deepEqual(run.vanished, { cells: [], rows: [] })
})

test('a known ratio is found where it is, inside its interval, and nowhere else', () => {
  const { run } = compareTwo(OLD, slowed(AGAIN, 1.1, { row: SHAPE, cell: '64K@4K', op: 'unmap' }))
  const figure = figureAt(run, '64K@4K', SHAPE, 'unmap')
  assert.equal(figure.verdict, 'slower')
  for (const basis of ['time', 'speed-up'] as const) {
    const interval = figure.changes[basis]?.interval
    assert.ok(interval && interval.low < 1.1 && interval.high > 1.1, basis)
  }
  assert.equal(figureAt(run, '64K@4K', SHAPE, 'map').verdict, 'not-resolved')
  assert.equal(figureAt(run, '64M@4K', SHAPE, 'unmap').verdict, 'not-resolved')
  const changed = run.figures.filter(({ verdict }) => verdict !== 'not-resolved')
  assert.ok(changed.every(({ cell, row }) => cell === '64K@4K' && row === SHAPE))
})

test('old is first: what became faster is below 1', () => {
  const { run } = compareTwo(OLD, slowed(AGAIN, 0.8, { row: SHAPE }))
  const figure = figureAt(run, '64M@4K', SHAPE, 'sum')
  assert.equal(figure.verdict, 'faster')
  assert.ok((figure.changes.time?.estimate ?? 0) < 0.85)
  const { old, new: now } = figure.nsPerOperation
  assert.ok(now < 0.85 * old)
})

test('a machine that is slower all over shows in times, and in no speed-up', () => {
  const slower = slowed(AGAIN, 1.3)
  const { run } = compareTwo(OLD, slower)
  const figure = figureAt(run, '64K@4K', SHAPE, 'map')
  assert.equal(figure.verdict, 'slower')
  const relative = figure.changes['speed-up']?.interval
  assert.ok(relative && relative.low < 1 && relative.high > 1)
  const [pace] = run.paces
  assert.equal(pace?.row, 'ts/per-page')
  assert.ok(pace.change.interval && pace.change.interval.low > 1.2)

  const { run: bySpeedUp } = compareTwo(OLD, slower, { by: 'speed-up' })
  assert.ok(bySpeedUp.figures.every(({ verdict }) => !['slower', 'faster'].includes(verdict)))
  assert.equal(figureAt(bySpeedUp, '64K@4K', 'ts/per-page', 'map').verdict, 'not-judged')
})

test('other machines are named first, and verdicts rest on speed-ups', () => {
  const now = quietRun({ seed: 2, machine: { cpu: 'Another CPU', node: 'v24.0.0' } })
  const { run } = compareTwo(OLD, now)
  assert.equal(run.basis, 'speed-up')
  const [first, ...others] = run.differences
  assert.deepEqual([first?.what, first?.old, first?.new], ['CPU', 'Synthetic CPU', 'Another CPU'])
  assert.deepEqual(
    others.map(({ what }) => what),
    ['Node', 'seed'],
  )
  assert.equal(compareTwo(OLD, now, { by: 'time' }).run.basis, 'time')
})

test('a changed count is news even where time is not', () => {
  const now = withCell(AGAIN, '64K@4K', ({ counts }) => {
    const unmap = counts[SHAPE]?.unmap
    if (unmap?.walks) unmap.walks += 1
  })
  const { run } = compareTwo(OLD, now)
  const before = OLD.cells.find(({ id }) => id === '64K@4K')?.counts[SHAPE]?.unmap?.walks ?? 0
  assert.deepEqual(
    run.counts.changed.map(({ cell, engine, op, counter, more, old, new: is }) => [
      cell,
      engine,
      op,
      counter,
      more,
      is.count - old.count,
      old.count,
    ]),
    [['64K@4K', SHAPE, 'unmap', 'walks', true, 1, before]],
  )
  assert.equal(figureAt(run, '64K@4K', SHAPE, 'unmap').counts, 'changed')
  assert.equal(figureAt(run, '64K@4K', SHAPE, 'sum').counts, 'changed')
  assert.equal(figureAt(run, '64K@4K', SHAPE, 'map').counts, 'same')
  assert.equal(figureAt(run, '64K@4K', SHAPE, 'unmap').verdict, 'not-resolved')
})

test('tapes of other lengths count per operation, exactly', () => {
  const longer = (extra: number) =>
    withCell(AGAIN, '64K@4K', (cell) => {
      for (const amounts of [cell.operations, cell.bytes]) {
        for (const op of cell.ops) amounts[op] = 3 * (amounts[op] ?? 0)
      }
      for (const columns of Object.values(cell.counts)) {
        for (const counts of Object.values(columns)) {
          for (const name of Object.keys(counts)) {
            const counter = name as keyof typeof counts
            counts[counter] = 3 * (counts[counter] ?? 0)
          }
        }
      }
      const unmap = cell.counts[SHAPE]?.unmap
      if (unmap?.walks !== undefined) unmap.walks += extra
    })
  assert.deepEqual(compareTwo(OLD, longer(0)).run.counts.changed, [])
  const [one, ...others] = compareTwo(OLD, longer(-1)).run.counts.changed
  assert.deepEqual([one?.counter, one?.more, others], ['walks', false, []])
})

test('a counter that one run lacks is reported, and is no change', () => {
  const now = withCell(AGAIN, '64K@4K', ({ counts }) => {
    delete counts[SHAPE]?.map?.walks
  })
  const { counts } = compareTwo(OLD, now).run
  assert.deepEqual(counts.changed, [])
  assert.deepEqual(counts.oneSided, [{ counter: 'walks', only: 'old', places: 1 }])
})

test('what vanished, appeared or failed is listed', () => {
  const now = quietRun({
    seed: 2,
    withoutRows: ['ts/punt-range'],
    withoutCells: ['64M@4K'],
    fail: { row: 'ts/map-unmap-pages', cell: '64K@4K' },
  })
  const { run } = compareTwo(OLD, now)
  assert.deepEqual(run.vanished, { cells: ['64M@4K'], rows: ['ts/punt-range'] })
  assert.deepEqual(run.appeared, { cells: [], rows: [] })
  assert.deepEqual(
    run.failed.map(({ row }) => row),
    ['ts/map-unmap-pages'],
  )
  const [lost] = run.notCompared
  assert.ok(lost?.lost && lost.row === 'ts/map-unmap-pages' && lost.cells.includes('64K@4K'))
  assert.match(lost.reason, /failed \(died\) in the new run/)
  const back = compareTwo(now, OLD).run
  assert.deepEqual(back.appeared, { cells: ['64M@4K'], rows: ['ts/punt-range'] })
  assert.deepEqual(back.failed, [])
})

test('an interrupted run: cells that it did not reach are listed with the reason', () => {
  const now = quietRun({ seed: 2, interrupt: { generation: 0, cell: '2M@4K' } })
  const { run } = compareTwo(OLD, now)
  assert.ok(run.differences.some(({ what, new: is }) => what === 'state' && is === 'interrupted'))
  const reasons = run.notCompared.filter(({ cells }) => cells.includes('2M@4K'))
  assert.ok(reasons.length > 0)
  assert.ok(reasons.every(({ reason }) => /not reached in the new run/.test(reason)))
  assert.ok(run.figures.every(({ cell }) => cell !== '2M@4K'))
  const early = run.figures.filter(({ cell }) => cell === '64K@4K')
  assert.ok(
    early.every(({ verdict, generations }) => verdict === 'no-interval' && generations.new === 1),
  )
})

test('a cell of the same id that is other work is not compared', () => {
  const now = withCell(AGAIN, '64K@4K', (cell) => {
    cell.mode = 'coherent-lazy'
  })
  const { run } = compareTwo(OLD, now)
  assert.deepEqual(run.notCompared, [
    {
      cells: ['64K@4K'],
      reason: 'another cell of the same id: mode was coherent-strict, is coherent-lazy',
      lost: true,
    },
  ])
  assert.ok(run.figures.every(({ cell }) => cell !== '64K@4K'))
})

test('a changed layout is reported, and its cell enters no mean', () => {
  const now = withCell(AGAIN, '64K@4K', (cell) => {
    cell.layout = 'free'
  })
  const cellsOf = (result: typeof now) =>
    compareTwo(OLD, result).run.means.find(
      ({ layout, mode, row, op }) =>
        layout === 'keep' && mode === 'coherent-strict' && row === SHAPE && op === 'unmap',
    )?.cells
  assert.deepEqual(compareTwo(OLD, now).run.layouts, [{ cell: '64K@4K', old: 'keep', new: 'free' }])
  assert.deepEqual(
    cellsOf(now),
    cellsOf(AGAIN)?.filter((cell) => cell !== '64K@4K'),
  )
  const { means } = compareTwo(OLD, now).run
  assert.ok(means.every(({ layout }) => layout !== 'free'))
})

test('what does not clear the noise floor is not resolved', () => {
  const noisy = slowed(AGAIN, 1.4, { row: 'ts/per-page~null', cell: '64K@4K' })
  const now = slowed(noisy, 1.2, { row: SHAPE })
  const { run } = compareTwo(OLD, now)
  const figure = figureAt(run, '64K@4K', SHAPE, 'unmap')
  assert.ok((figure.changes.time?.interval?.low ?? 0) > 1)
  assert.equal(figure.verdict, 'not-resolved')
  assert.ok((figure.smallestResolvable ?? 0) > 0.35)
  assert.equal(figureAt(run, '64M@4K', SHAPE, 'unmap').verdict, 'slower')
})

test('a mean is the geometric mean of its cells, within one layout and mode', () => {
  const { run } = compareTwo(OLD, slowed(AGAIN, 1.2, { row: SHAPE }))
  for (const mean of run.means.filter(({ row }) => row === SHAPE)) {
    const figures = run.figures.filter(
      ({ row, op, cell }) => row === SHAPE && op === mean.op && mean.cells.includes(cell),
    )
    assert.equal(figures.length, mean.cells.length)
    for (const { keys } of figures) {
      assert.deepEqual([keys.layout, keys.mode, keys.workload], [mean.layout, mean.mode, 'sweep'])
    }
    const logs = figures.map(({ changes }) => Math.log(changes.time?.estimate ?? Number.NaN))
    const expected = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
    // Trimmed after the cells are averaged and not before.
    assert.ok(Math.abs((mean.changes.time?.estimate ?? 0) / expected - 1) < 0.003)
    assert.equal(mean.verdict, 'slower')
  }
})

test('verdicts hold together over all runs, and no interval is wider for it', () => {
  const two = compareTwo(OLD, AGAIN).comparison
  const three = compareResults([
    { name: 'a', result: OLD },
    { name: 'b', result: AGAIN },
    { name: 'c', result: quietRun({ seed: 3 }) },
  ])
  assert.equal(three.against.length, 2)
  assert.equal(three.family.comparisons, 2 * two.family.comparisons)
  const [first] = two.against
  assert.deepEqual(
    three.against[0]?.figures.map(({ changes }) => changes),
    first?.figures.map(({ changes }) => changes),
  )
})

test('rows of two kernel trees are held against each other by call shape, in each of their builds', () => {
  const linux = (tree: string, seed: number): Result => {
    const text = JSON.stringify(quietRun({ seed }))
      .replaceAll('"ts/punt-range', `"linux-${tree}+retpoline/punt-range`)
      .replaceAll('"ts/', `"linux-${tree}/`)
    const result: Result = JSON.parse(text)
    const build = { compiler: { command: 'cc', version: 'cc 12' }, flags: ['-O2'], variants: {} }
    // What follows from a tree's own text is no flag that anyone chose.
    if (tree === '6.1') build.flags.push('-DUB_HAS_ONE_PAGE')
    for (const row of result.rows) row.tier = row.id.split('/')[0] ?? ''
    return { ...result, tiers: { [`linux-${tree}`]: build } }
  }
  const { run } = compareTwo(
    linux('6.1', 1),
    slowed(linux('6.12', 2), 1.2, { row: 'linux-6.12/unmap-pages' }),
  )
  assert.deepEqual(run.vanished.rows, [])
  assert.equal(figureAt(run, '64K@4K', 'linux-6.12/unmap-pages', 'map').verdict, 'slower')
  assert.equal(run.counts.changed.length, 0)
  assert.ok(run.counts.compared > 0)
  assert.equal(
    figureAt(run, '64K@4K', 'linux-6.12+retpoline/punt-range', 'map').row.length > 0,
    true,
  )
  assert.ok(run.differences.some(({ what, old }) => what === 'kernel tree' && old === 'linux-6.1'))
  // Compilers and flags are the same, whatever the trees are called.
  assert.deepEqual(
    run.differences.filter(({ what }) => what.startsWith('compiler')),
    [],
  )
})

test('figures and times are those of the report', () => {
  const { run } = compareTwo(OLD, AGAIN)
  const analysis = analyse(AGAIN)
  for (const { cell, row, op, nsPerOperation } of run.figures) {
    const figure = analysis.cells.find(({ id }) => id === cell)?.figures[row]?.[op]
    assert.equal(nsPerOperation.new, figure?.nsPerOperation)
  }
})

test('one run alone, and a filter that keeps nothing, are refused', () => {
  assert.throws(() => compareResults([{ name: 'a', result: OLD }]), /two runs or more/)
  assert.throws(
    () => compareTwo(OLD, AGAIN, { filter: 'shape:none' }),
    /--filter shape:none: nothing of these runs is kept/,
  )
  assert.throws(() => compareTwo(OLD, AGAIN, { row: ['op'], col: ['op'] }), /both have op/)
})
