import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../../record/schema.js'
import type { TierBuild } from '../../record/tiers.js'
import { compareTwo, quietRun, slowed, withCell } from './fixtures.js'
import { type Gate, gateComparison, parseGate } from './gate.js'

const OLD = quietRun({ seed: 1 })
const AGAIN = quietRun({ seed: 2 })
const SHAPE = 'ts/unmap-pages'
const gated = (now: typeof OLD, gate: Gate, old = OLD) =>
  gateComparison(compareTwo(old, now).comparison, gate)

test('nothing worse passes', () => {
  const result = gated(AGAIN, 0.03)
  assert.equal(result.outcome, 'passed')
  assert.ok(result.judged > 50)
  assert.ok((result.smallestGate ?? 1) <= 0.03)
  for (const list of [result.worse, result.undecided, result.lost]) assert.deepEqual(list, [])
})

test('a run held against itself passes a gate of 1 % and any other, however noisy it is', () => {
  const noisy = quietRun({ noise: { generation: 0.2, round: 0.1, row: 0.1 } })
  const { comparison, run } = compareTwo(noisy, structuredClone(noisy))
  assert.ok(run.sameRun)
  for (const { changes, verdict } of run.figures) {
    assert.deepEqual(changes.time, { estimate: 1, interval: { estimate: 1, low: 1, high: 1 } })
    assert.ok(['not-resolved', 'not-judged'].includes(verdict))
  }
  assert.equal(gateComparison(comparison, 0.01).outcome, 'passed')
  // Another run of the same build is another run, and so is one with a single other time.
  assert.equal(gated(quietRun({ seed: 2 }), 0.03).outcome, 'passed')
  for (const other of [slowed(noisy, 1.0001, { row: SHAPE, cell: '64K@4K', op: 'map' }), OLD]) {
    assert.equal(compareTwo(noisy, other).run.sameRun, false)
  }
})

test('what is faster passes', () => {
  assert.equal(gated(slowed(AGAIN, 0.7, { row: SHAPE }), 0.03).outcome, 'passed')
})

test('what is worse beyond the gate does not, and is named', () => {
  const now = slowed(AGAIN, 1.1, { row: SHAPE, cell: '64K@4K', op: 'map' })
  const { outcome, worse } = gated(now, 0.03)
  assert.equal(outcome, 'worse')
  assert.ok(worse.some(({ cell, row, op }) => cell === '64K@4K' && row === SHAPE && op === 'map'))
  assert.ok(worse.every(({ interval }) => interval.low > 1.03))
})

test('a slowdown within the gate passes, near it or not', () => {
  const result = gated(slowed(AGAIN, 1.1, { row: SHAPE }), 0.2)
  assert.equal(result.outcome, 'passed')
  assert.deepEqual(result.near, [])
  const near = gated(slowed(AGAIN, 1.2, { row: SHAPE }), 0.2)
  assert.ok(near.near.length > 0)
})

test('runs too noisy for the gate cannot decide, and say what they can', () => {
  const noise = { generation: 0.05, round: 0.03, row: 0.02 }
  const [old, now] = [quietRun({ seed: 1, noise }), quietRun({ seed: 2, noise })]
  const { outcome, smallestGate, undecided, worse } = gated(now, 0.001, old)
  assert.equal(outcome, 'undecided')
  assert.ok(undecided.length > 0)
  assert.deepEqual(worse, [])
  assert.ok(smallestGate !== undefined && smallestGate > 0.001)
  assert.equal(gated(now, smallestGate, old).undecided.length, 0)
})

test('what was there and is gone cannot be judged; what came can be left alone', () => {
  const now = quietRun({ seed: 2, withoutCells: ['64M@4K'] })
  const gone = gated(now, 0.03)
  assert.equal(gone.outcome, 'undecided')
  assert.deepEqual(gone.lost, [{ run: 'new', what: 'cell 64M@4K is gone' }])
  assert.equal(gated(OLD, 0.03, now).outcome, 'passed')
  assert.equal(gated(now, 'counts').outcome, 'undecided')
  assert.equal(gated(quietRun({ seed: 2, withoutRows: [SHAPE] }), 0.03).outcome, 'undecided')
})

test('a row that fails in the new run alone is worse, whatever the gate', () => {
  const now = quietRun({ seed: 2, fail: { row: SHAPE, cell: '64K@4K' } })
  for (const gate of [0.03, 'counts'] as const) {
    const { failed, outcome } = gated(now, gate)
    assert.equal(outcome, 'worse')
    assert.deepEqual(
      failed.map(({ row }) => row),
      [SHAPE],
    )
  }
  assert.equal(gated(now, 'counts', now).outcome, 'passed')
})

test('counts: more is worse, fewer passes, and times do not matter', () => {
  const counting = (extra: number) =>
    withCell(slowed(AGAIN, 2), '64K@4K', ({ counts }) => {
      const unmap = counts[SHAPE]?.unmap
      if (unmap?.walks !== undefined) unmap.walks += extra
    })
  assert.equal(gated(counting(0), 'counts').outcome, 'passed')
  assert.equal(gated(counting(-1), 'counts').outcome, 'passed')
  const { more, outcome } = gated(counting(1), 'counts')
  assert.equal(outcome, 'worse')
  assert.deepEqual(
    more.map(({ cell, counter }) => [cell, counter]),
    [['64K@4K', 'walks']],
  )
})

test('larger leaves are not worse, and an engine that is no longer counted is not passed over', () => {
  const more = withCell(AGAIN, '64K@4K', ({ counts }) => {
    const map = counts[SHAPE]?.map
    if (map) map.blockLeaves = (map.blockLeaves ?? 0) + 1
  })
  assert.equal(gated(more, 'counts').outcome, 'passed')
  const fewer = withCell(AGAIN, '64K@4K', ({ counts }) => {
    delete counts[SHAPE]
  })
  const { lost, outcome } = gated(fewer, 'counts')
  assert.equal(outcome, 'undecided')
  assert.deepEqual(lost, [{ run: 'new', what: `${SHAPE} in 64K@4K: no longer counted` }])
})

test('a single generation allows no interval: nothing is decided', () => {
  const now = quietRun({ seed: 2, generations: 1 })
  const { judged, lost, outcome } = gated(now, 0.03)
  assert.deepEqual([judged, outcome], [0, 'undecided'])
  assert.match(lost[0]?.what ?? '', /a single generation allows no interval/)
})

test('gates are read as a share, counts, or a share of instructions', () => {
  assert.deepEqual(['3%', '0.5 %', 'counts', '0%'].map(parseGate), [0.03, 0.005, 'counts', 0])
  assert.deepEqual(parseGate('instructions:1%'), { instructions: 0.01 })
  for (const text of ['3', '', '-3%', 'count', '3%%', '1e3%', 'instructions', 'counts:1%']) {
    assert.throws(
      () => parseGate(text),
      /neither a share such as 3%, nor counts, nor instructions:1%, nor one of them behind any:/,
    )
  }
  assert.deepEqual(['any:3%', 'any: counts', 'any:instructions:1%'].map(parseGate), [
    { any: 0.03 },
    { any: 'counts' },
    { any: { instructions: 0.01 } },
  ])
  for (const text of ['any', 'any:', 'any:any:3%', 'any:3']) {
    assert.throws(() => parseGate(text), /is neither a share/, text)
  }
})

test('a gate for any change lets nothing pass that got better', () => {
  const any = { any: 0.03 }
  assert.equal(gated(AGAIN, any).outcome, 'passed')
  const faster = gated(slowed(AGAIN, 0.7, { row: SHAPE }), any)
  assert.equal(faster.outcome, 'better')
  assert.ok(faster.better.length > 0)
  assert.ok(faster.better.every(({ interval, row }) => row === SHAPE && interval.high < 1 / 1.03))
  assert.equal(gated(slowed(AGAIN, 1.3, { row: SHAPE }), any).outcome, 'worse')
  const both = slowed(slowed(AGAIN, 0.7, { row: SHAPE }), 1.3, { row: 'ts/punt-range' })
  assert.deepEqual([gated(both, any).outcome, gated(both, any).better.length > 0], ['worse', true])
  // As far from 1 as the gate is, on either side, and narrow enough for it.
  assert.ok(gated(slowed(AGAIN, 1 / 1.2, { row: SHAPE }), { any: 0.2 }).near.length > 0)
  const noise = { generation: 0.05, round: 0.03, row: 0.02 }
  const [old, now] = [quietRun({ seed: 1, noise }), quietRun({ seed: 2, noise })]
  const less = slowed(now, 0.96)
  const [oneWay, twoWays] = [gated(less, 0.02, old), gated(less, { any: 0.02 }, old)]
  assert.ok(twoWays.undecided.length > oneWay.undecided.length)
})

test('a gate for any change of counts or instructions lets fewer not pass', () => {
  const fewer = withCell(AGAIN, '64K@4K', ({ counts }) => {
    const unmap = counts[SHAPE]?.unmap
    if (unmap?.walks !== undefined) unmap.walks -= 1
    const map = counts[SHAPE]?.map
    if (map) map.blockLeaves = (map.blockLeaves ?? 0) + 1
  })
  const counted = gated(fewer, { any: 'counts' })
  assert.deepEqual(
    [counted.outcome, ...counted.fewer.map(({ counter }) => counter).sort()],
    ['better', 'blockLeaves', 'walks'],
  )
  assert.equal(gated(AGAIN, { any: 'counts' }).outcome, 'passed')
  const any = { any: { instructions: 0.01 } }
  assert.equal(gated(instructed(0), any, instructed(0)).outcome, 'passed')
  const less = gated(instructed(-5), any, instructed(0))
  assert.equal(less.outcome, 'better')
  const shares = less.fewerInstructions.map(({ old, new: now }) => now / old)
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  )
})

/** A run whose unmap takes so many instructions a page more, made with this build of tier ts. */
function instructed(more: number, change: (result: Result) => void = () => {}): Result {
  const result = quietRun({ instructions: true })
  result.tiers = {
    ts: { compiler: { command: 'cc', version: 'cc 1' }, flags: ['-O2'], variants: { timed: [] } },
  }
  for (const { bytes, instructions } of result.cells) {
    const own = instructions?.[SHAPE]
    if (own?.unmap !== undefined) own.unmap += (more * (bytes.unmap ?? 0)) / 4096
  }
  change(result)
  return result
}

test('instructions: more than the gate is worse, the worst first, whatever the times say', () => {
  const gate = { instructions: 0.01 }
  const old = instructed(0)
  assert.equal(gated(slowed(instructed(0), 2), gate, old).outcome, 'passed')
  assert.equal(gated(instructed(-5), gate, old).outcome, 'passed')
  // Two counts of the same differ by a tenth at most.
  assert.equal(gated(instructed(0.09), { instructions: 0 }, old).outcome, 'passed')
  const { moreInstructions, outcome } = gated(instructed(5), gate, old)
  assert.equal(outcome, 'worse')
  assert.ok(moreInstructions.length > 1)
  const growth = moreInstructions.map(({ old: was, new: is }) => is / was)
  assert.deepEqual(
    growth,
    growth.toSorted((a, b) => b - a),
  )
  assert.ok(moreInstructions.every(({ engine, op }) => engine === SHAPE && op === 'unmap'))
})

test('instructions cannot decide without them, or between compilers, flags and sources', () => {
  const gate = { instructions: 0.01 }
  const because = (now: Result) => {
    const { lost, outcome } = gated(now, gate, instructed(0))
    assert.equal(outcome, 'undecided')
    return lost.map(({ what }) => what).join('; ')
  }
  const without = quietRun()
  without.instructions = { counted: false, why: 'there is no valgrind', remedy: 'get-it' }
  assert.equal(
    because(without),
    'the new run has no instructions: there is no valgrind; get-it adds them',
  )
  assert.match(because(quietRun()), /^the new run has no instructions$/)
  const built = (change: Partial<TierBuild>) =>
    instructed(0, ({ tiers }) => {
      if (tiers?.ts) Object.assign(tiers.ts, change)
    })
  assert.equal(
    because(built({ compiler: { command: 'cc', version: 'cc 2' } })),
    'tier ts: compilers differ, cc 1, now cc 2',
  )
  assert.match(because(built({ flags: ['-O3'] })), /^tier ts: compiler flags differ, -O2, now -O3$/)
  assert.match(because(built({ variants: { timed: ['-g'] } })), /flags differ, -O2, now -O2 -g$/)
  assert.match(
    because(
      instructed(0, (result) => {
        result.instructions = { counted: true, source: 'perf_event', tool: 'x' }
      }),
    ),
    /callgrind's and the new run's perf_event's: sources are never compared$/,
  )
  assert.match(
    because(
      instructed(0, (result) => {
        if (result.instructions?.counted) result.instructions.tool = 'valgrind-3.24.0'
      }),
    ),
    /^instructions were counted by valgrind-0, now by valgrind-3\.24\.0$/,
  )
  const lost = instructed(0, ({ cells }) => {
    delete cells[0]?.instructions?.[SHAPE]
  })
  assert.match(because(lost), /instructions are no longer counted$/)
  const gone = instructed(0, (result) => {
    result.rows = result.rows.filter(({ engine }) => engine !== SHAPE)
    for (const { counts, instructions, ns } of result.cells) {
      for (const byEngine of [counts, instructions ?? {}, ns]) delete byEngine[SHAPE]
    }
  })
  assert.match(because(gone), new RegExp(`^${SHAPE} in \\d cells: .* no longer counted$`))
})

/** The same run whose timed rows are a variant's that this version of another compiler built. */
function byClang(version: string): Result {
  return instructed(0, (result) => {
    for (const row of result.rows) {
      if (row.role === 'limit') continue
      row.engine = `ts+clang/${row.shape}@${row.format}`
    }
    for (const cell of result.cells) {
      for (const all of [cell.counts, cell.instructions ?? {}]) {
        for (const engine of Object.keys(all)) {
          Object.assign(all, { [engine.replace('ts/', 'ts+clang/')]: all[engine] })
          delete all[engine]
        }
      }
    }
    const { ts } = result.tiers ?? {}
    if (ts) ts.compilers = { clang: { command: 'clang', version } }
  })
}

test("instructions of a variant go by its own compiler, not by its tier's", () => {
  const gate = { instructions: 0.01 }
  assert.equal(gated(byClang('clang 14'), gate, byClang('clang 14')).outcome, 'passed')
  const { lost, outcome } = gated(byClang('clang 19'), gate, byClang('clang 14'))
  assert.equal(outcome, 'undecided')
  assert.deepEqual(
    lost.map(({ what }) => what),
    ['tier ts+clang: compilers differ, clang 14, now clang 19'],
  )
})
