import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../fixtures/random.js'
import { SYNTHETIC_CELLS, SYNTHETIC_ROWS, syntheticResult } from '../fixtures/synthetic.js'
import { withTimes } from '../fixtures/times.js'
import { analyse } from './analyse.js'
import { effectOf } from './ratios/judge.js'
import { cellOf, figure, near, timed } from './testing.js'

const EXACT = withTimes(syntheticResult(), () => 1000)

test('every row has a figure in every cell and direction', () => {
  const { cells } = analyse(syntheticResult())
  assert.deepEqual(
    cells.map(({ id }) => id),
    SYNTHETIC_CELLS,
  )
  for (const { figures, ops } of cells) {
    assert.deepEqual(Object.keys(figures), [...SYNTHETIC_ROWS])
    for (const row of Object.values(figures)) assert.deepEqual(Object.keys(row), ops)
  }
  assert.deepEqual(cells[0]?.ops, ['map', 'unmap', 'sum'])
  assert.deepEqual(cells.at(-1)?.ops, ['mixed'])
})

test('the estimate is the trimmed mean of the log-ratios, and the interval lies evenly around it', () => {
  // Without two at each end: 0.25, 0.3 and their like.
  const logs = [0, 0.1, 0.2, 0.25, 0.3, 0.3, 0.35, 0.4, 0.5, 7]
  const result = timed(({ row, generation }) =>
    row === 'ts/punt-range' ? Math.exp(-(logs[generation] ?? 0)) : 1,
  )
  const analysis = analyse(result)
  const { speedup, verdict, rounds } = figure(analysis, '64K@4K', 'punt-range', 'unmap')
  near(speedup?.estimate, Math.exp(0.3))
  near((speedup?.low ?? 0) * (speedup?.high ?? 0), Math.exp(0.6))
  // One chance in 700 is no rarity among all comparisons of the run.
  assert.equal(verdict, 'not-resolved')
  assert.equal(rounds, 20)
})

test('what a round does to all rows changes no ratio', () => {
  const speedups = (drift: number) =>
    analyse(
      timed(({ row, round }) => (row.endsWith('range') ? 0.5 : 1) * (1 + drift * round)),
    ).cells.map(({ figures }) => figures['ts/punt-range']?.map?.speedup?.estimate.toFixed(12))
  assert.deepEqual(speedups(0.5), speedups(0))
})

test('what is looked at together are the claims: ratios, and means where calls differ; null rows make none', () => {
  const withoutCells = SYNTHETIC_CELLS.filter((cell) => cell !== '64K@4K')
  const claims = (withoutRows: string[]) =>
    analyse(syntheticResult({ withoutCells, withoutRows })).family.comparisons
  // map, unmap and sum of the one shape, and as many means.
  assert.equal(claims(['ts/unmap-pages', 'ts/punt-range']), 6)
  // map is the same calls there: a ratio, and no mean.
  assert.equal(claims(['ts/map-unmap-pages', 'ts/punt-range']), 5)
  // What per-page leaves on the table is punt-range's speed-up once more.
  assert.equal(claims(['ts/unmap-pages', 'ts/map-unmap-pages']), 6)
  // Both shapes' speed-ups and means, and what the one leaves.
  assert.equal(claims(['ts/unmap-pages']), 15)
  assert.equal(analyse(syntheticResult()).family.level, 0.95)
})

test('the noise floor is what null rows differ by: a row of the same calls never enters it', () => {
  const factors: Record<string, number> = { 'ts/per-page~null': 1.02, 'ts/unmap-pages': 1 / 1.08 }
  const analysis = analyse(timed(({ row }) => factors[row] ?? 1))
  const band = analysis.cells[1]?.nullBand
  near(band?.map, 0.02)
  near(band?.unmap, 0.02)
  near(band?.sum, 0.02)
  near(figure(analysis, '64K@4K', 'unmap-pages', 'unmap').smallestResolvable, 0.02)
  near(analysis.cells[1]?.smallestResolvable.unmap, 0.02)
  for (const row of ['per-page', 'per-page~null']) {
    const { verdict, work } = figure(analysis, '64K@4K', row, 'map')
    assert.deepEqual({ verdict, work }, { verdict: 'not-resolved', work: 'same-work' })
  }
})

test('an estimate must leave the null band, however narrow its interval', () => {
  const verdict = (speedup: number) => {
    const factors: Record<string, number> = {
      'ts/per-page~null': 1 / 1.05,
      'ts/punt-range': 1 / speedup,
    }
    const analysis = analyse(timed(({ row }) => factors[row] ?? 1))
    return figure(analysis, '64K@4K', 'punt-range', 'unmap').verdict
  }
  assert.equal(verdict(1.04), 'not-resolved')
  assert.equal(verdict(1 / 1.04), 'not-resolved')
  assert.equal(verdict(1.06), 'resolved')
  assert.equal(verdict(1 / 1.06), 'resolved')
})

test('resolved is to exceed the smallest resolvable effect', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const noise = { generation: 0.3, round: 0.1, row: 0.1 }
    for (const cell of analyse(syntheticResult({ seed, noise })).cells) {
      for (const row of Object.values(cell.figures)) {
        for (const { verdict, estimate, smallestResolvable, work } of Object.values(row)) {
          if (work === 'same-work') continue
          assert.ok(estimate !== undefined && smallestResolvable !== undefined)
          if (verdict === 'resolved') assert.ok(effectOf(estimate) > smallestResolvable)
        }
      }
      for (const op of cell.ops) {
        assert.ok((cell.smallestResolvable[op] ?? 0) >= (cell.nullBand[op] ?? 1))
      }
    }
  }
})

test('where nothing differs but the counters, hardly a run resolves anything', () => {
  let wrong = 0
  for (let seed = 1; seed <= 150; seed++) {
    const random = seededRandom(seed)
    const process = new Map<string, number>()
    const result = timed(
      ({ row, generation }) => {
        const key = `${row} ${generation}`
        const drift = process.get(key) ?? 0.03 * random.normal()
        process.set(key, drift)
        return Math.exp(drift + 0.01 * random.normal())
      },
      syntheticResult({ withoutCells: SYNTHETIC_CELLS.slice(2) }),
    )
    const figures = analyse(result).cells.flatMap((cell) =>
      Object.values(cell.figures).flatMap((row) => Object.values(row)),
    )
    const claims = figures.flatMap((f) => [...Object.values(f.left), ...f.steps])
    if ([...figures, ...claims].some(({ verdict }) => verdict === 'resolved')) wrong++
  }
  assert.ok(wrong <= 150 * 0.08, `${wrong} of 150 runs`)
})

test('sum is judged on the two directions of the same round', () => {
  const result = timed(({ row, op, round }) => {
    const map = 1 + round
    return (row === 'ts/punt-range' ? 0.5 : 1) * (op === 'map' ? map : 100 - map)
  })
  const { speedup, nsPerOperation } = figure(analyse(result), '1M@4K', 'punt-range', 'sum')
  near(speedup?.estimate, 2)
  // 50 000 ns for 16 buffers, each mapped and unmapped.
  near(nsPerOperation, 50_000 / 16)
})

test('times are reported for an operation and for a page', () => {
  const analysis = analyse(EXACT)
  const one = figure(analysis, '64K@4K', 'unmap-pages', 'unmap')
  near(one.nsPerOperation, 1000 / 64)
  near(one.nsPerPage, 1000 / 64 / 16)
  const trace = figure(analysis, 'trace:arm64-6.1-strict-nvme_seq1m', 'unmap-pages', 'mixed')
  near(trace.nsPerOperation, 1000 / 64)
})

test('left on the table is taken against each way to punt, and may be below 1', () => {
  const result = timed(({ row }) => (row === 'ts/punt-range' ? 1.25 : 1))
  const analysis = analyse(result)
  const left = figure(analysis, '2M@4K', 'per-page', 'unmap').left['punt-range']
  near(left?.interval.estimate, 0.8)
  assert.equal(left?.side, 'below')
  assert.equal(figure(analysis, '2M@4K', 'punt-range', 'unmap').left['punt-range'], undefined)
  assert.deepEqual(figure(analysis, '2M@4K', 'per-page~null', 'unmap').left, {})
  // 64K lie in one table, which either shape maps in one call: no count explains the ratio.
  const same = figure(analysis, '64K@4K', 'map-unmap-pages', 'map').left['punt-range']
  near(same?.interval.estimate, 0.8)
  assert.equal(same?.work, 'contradiction')
})

test('a limit is told by page, undisturbed as figures are, and no figure is made of it', () => {
  const result = timed(({ round }) => 1 + (round % 2))
  for (const row of result.rows) if (row.shape === 'unmap-pages') row.role = 'limit'
  const cell = cellOf(analyse(result), '64K@4K')
  assert.equal(cell.figures['ts/unmap-pages'], undefined)
  const limit = cell.limits.find(({ op }) => op === 'unmap')
  assert.equal(limit?.row, 'ts/unmap-pages')
  near(limit?.nsPerPage, 1000 / 64 / 16)
})

test('the rounds of a cell stay in their order, for one operation', () => {
  const result = timed(() => 1)
  const [first] = result.cells
  const column = first.ns['ts/per-page'].map ?? []
  column[0] = null
  column[1] = 6400
  first.operations.map = 64
  const { samples } = cellOf(analyse(result), first.id)
  assert.deepEqual(samples.generation, first.rounds.generation)
  assert.deepEqual(samples.nsPerOperation['ts/per-page']?.map?.slice(0, 2), [null, 100])
})

test('counts go with every row but the null row', () => {
  const analysis = analyse(EXACT)
  const { counts } = figure(analysis, '64K@4K', 'per-page', 'map')
  assert.equal(counts?.driverCalls, 16 * 64)
  assert.equal(figure(analysis, '64K@4K', 'per-page', 'sum').counts?.driverCalls, 2 * 16 * 64)
  assert.equal(figure(analysis, '64K@4K', 'per-page~null', 'map').counts, undefined)
})

test('an analysis is a pure function: it changes nothing, and gives the same again', () => {
  const result = syntheticResult()
  const before = structuredClone(result)
  const analysis = analyse(result)
  assert.deepEqual(result, before)
  assert.deepEqual(analyse(result), analysis)
  assert.deepEqual(JSON.parse(JSON.stringify(analysis)), analysis)
  assert.equal(analysis.run.seconds, 60)
})

/** Times of punt-range by generation, as shares of the others'. */
const puntRange = (share: (generation: number) => number, generations = 16) =>
  analyse(
    timed(
      ({ row, generation }) => (row === 'ts/punt-range' ? share(generation) : 1),
      syntheticResult({ generations }),
    ),
  )

test('a ratio with one value in some processes and another in the rest carries both', () => {
  const bistable = (generation: number) => (generation % 4 === 0 ? 0.5 : 0.4)
  const analysis = puntRange(bistable)
  const { modes, left, verdict } = figure(analysis, '64K@4K', 'punt-range', 'unmap')
  assert.equal(verdict, 'resolved')
  assert.deepEqual(
    modes?.map(({ ratio, share }) => [ratio.toFixed(9), share]),
    [
      ['2.000000000', 0.25],
      ['2.500000000', 0.75],
    ],
  )
  assert.deepEqual(left, {})
  const against = figure(analysis, '64K@4K', 'unmap-pages', 'unmap').left['punt-range']
  assert.deepEqual(
    against?.modes?.map(({ share }) => share),
    [0.25, 0.75],
  )
  assert.equal(figure(analysis, '64K@4K', 'unmap-pages', 'unmap').modes, undefined)
  // Eleven generations tell of no shape.
  assert.equal(figure(puntRange(bistable, 11), '64K@4K', 'punt-range', 'unmap').modes, undefined)
})

test('an interval wider than a factor of two measures nothing, wherever it lies', () => {
  const random = seededRandom(3)
  const wide = puntRange(() => 0.01 * Math.exp(0.9 * random.normal()))
  const one = figure(wide, '64K@4K', 'punt-range', 'unmap')
  assert.ok(one.speedup && one.speedup.high > 2 * one.speedup.low && one.speedup.low > 10)
  assert.equal(one.verdict, 'not-measurable')
  assert.equal(one.side, undefined)
  const { left } = figure(wide, '64K@4K', 'unmap-pages', 'unmap')
  assert.equal(left['punt-range']?.verdict, 'not-measurable')
})

test('intervals are as wide whatever else the run compares; marks are not', () => {
  const noise = { generation: 0.02, round: 0, row: 0 }
  const all = syntheticResult({ noise })
  const few = syntheticResult({ noise })
  few.cells = few.cells.filter(({ id }) => id === '64K@4K')
  few.rows = few.rows.filter(({ id }) => id !== 'ts/unmap-pages')
  const [one, other] = [all, few].map((result) =>
    figure(analyse(result), '64K@4K', 'punt-range', 'unmap'),
  )
  assert.deepEqual(one?.speedup, other?.speedup)
})

test('generations of one link order are one observation', () => {
  const result = timed(
    ({ row, generation }) => (row === 'ts/punt-range' ? (generation % 2 === 0 ? 0.5 : 0.51) : 1),
    syntheticResult({ generations: 16 }),
  )
  const width = () => {
    const { speedup } = figure(analyse(result), '64K@4K', 'punt-range', 'unmap')
    return speedup ? Math.log(speedup.high / speedup.low) : Number.NaN
  }
  const apart = width()
  for (const { rounds } of result.cells) {
    rounds.linkOrder = rounds.generation.map((generation) => generation % 4)
  }
  assert.ok(width() > 1.8 * apart, `${width()} and ${apart}`)
})

test('a null floor that several pairs make is a bound of all of them', () => {
  const result = syntheticResult({ extent: 'all' })
  const factors: Record<string, number> = {
    'ts/per-page~null': 1.03,
    'ts/punt-range~null': 1 / 1.04,
  }
  const analysis = analyse(timed(({ row }) => factors[row] ?? 1, result))
  const rms = Math.sqrt((Math.log(1.03) ** 2 + Math.log(1.04) ** 2) / 2)
  near(cellOf(analysis, '64K@4K').nullBand.unmap, Math.expm1(rms))
})
