/** Shards of a synthetic run, merged: they give the run again, or the reason why not. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { analyse } from '../analysis/index.js'
import { syntheticResult } from '../fixtures/synthetic.js'
import { loadResult, type Result, saveResult } from '../record/index.js'
import { mergeShards } from './merge.js'

const WHOLE = syntheticResult()
/** Where the cells of each shard stand: the last shard of four has none. */
const DEALT = [[0, 3, 4], [1], WHOLE.cells.map((_, at) => at).filter((at) => at === 2 || at > 4)]

function shard(index: number, changes: Partial<Result> = {}): string {
  const places = DEALT[index - 1]
  const folder = join(mkdtempSync(join(tmpdir(), 'unmap-bench-merge-')), `shard-${index}`)
  mkdirSync(folder)
  saveResult(folder, {
    ...WHOLE,
    shard: { index, run: 'run', places, cells: [...DEALT.map(({ length }) => length), 0] },
    options: { ...WHOLE.options, arguments: ['--shard', `${index}/4`, '--seed', '1'] },
    cells: places.map((place) => WHOLE.cells[place]),
    ...changes,
  })
  return folder
}

const SHARDS = [1, 2, 3].map((index) => shard(index))

function merged(paths: readonly string[], mixed = false) {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-merge-'))
  const leftOut: string[] = []
  const { merged } = mergeShards(paths, folder, {
    mixed,
    leftOut: (message) => leftOut.push(message),
  })
  return { folder, leftOut, merged, result: loadResult(folder) }
}

test('shards in any order give the run: its cells in their order, its figures, its command', () => {
  const { folder, merged: mark, result } = merged(SHARDS.toReversed())
  assert.deepEqual(result.cells, WHOLE.cells)
  assert.deepEqual(result.options.cells, WHOLE.options.cells)
  assert.deepEqual(result.options.arguments, ['--seed', '1'])
  assert.deepEqual(analyse(result).cells, analyse(WHOLE).cells)
  assert.deepEqual(analyse(result).means, analyse(WHOLE).means)
  assert.deepEqual(mark.missing, [])
  assert.deepEqual(
    mark.shards.map(({ index }) => index),
    [1, 2, 3],
  )
  assert.deepEqual(readdirSync(folder), ['result.json'])
})

test('a missing shard is listed, and the result says that it is not whole', () => {
  const killed = mkdtempSync(join(tmpdir(), 'unmap-bench-merge-'))
  writeFileSync(join(killed, 'journal.jsonl'), '')
  const { leftOut, merged: mark, result } = merged([SHARDS[0], SHARDS[1], killed])
  assert.deepEqual(mark.missing, [{ index: 3, cells: DEALT[2].length }])
  assert.match(leftOut.join('\n'), /holds no result\.json: the run was killed before its end/)
  const [warning] = analyse(result).warnings.filter(({ code }) => code === 'partial')
  assert.match(warning.message, /shard 3 with \d+ cells of 3 is missing/)
})

test('a row that failed in one shard failed in the run, and what disturbed one disturbed it', () => {
  const failure = { kind: 'died', cell: 'x', stage: 'timing', message: 'gone' } as const
  const [row, ...others] = WHOLE.rows.toReversed()
  const { result } = merged([
    SHARDS[0],
    shard(2, {
      rows: [...others.toReversed(), { ...row, failure }],
      machine: { ...WHOLE.machine, before: { load: 9, busyCpus: 8 } },
      run: { ...WHOLE.run, state: 'interrupted', finishedAt: '2099-01-01T00:00:00.000Z' },
    }),
    SHARDS[2],
  ])
  assert.deepEqual(result.rows.find(({ id }) => id === row.id)?.failure, failure)
  assert.equal(result.machine.before.busyCpus, 8)
  assert.equal(result.run.state, 'interrupted')
  assert.equal(result.run.finishedAt, '2099-01-01T00:00:00.000Z')
})

test('what was measured beside the rows is there once, the least of it, whichever shard had it', () => {
  const limit = (name: string, ns: number) => ({
    tier: 'native',
    build: 'timed',
    name,
    ns,
    cpuNs: ns,
  })
  const { result } = merged([
    shard(1, { limits: [limit('tape floor', 3)] }),
    shard(2, { limits: [limit('tape floor', 2), limit('iova_to_phys', 9)] }),
    shard(3, { limits: [limit('tape floor', 4)] }),
  ])
  assert.deepEqual(result.limits, [limit('tape floor', 2), limit('iova_to_phys', 9)])
})

for (const [what, paths, why] of [
  ['twice', () => [SHARDS[0], SHARDS[1], SHARDS[1]], /shard 2 of 4 is there twice: .* and /],
  [
    'of another run',
    () => [
      SHARDS[0],
      shard(2, { shard: { index: 2, run: 'other', places: DEALT[1], cells: [3, 1, 2, 0] } }),
    ],
    /shard-2 is foreign: it is a shard of another run than .*shard-1/,
  ],
  [
    'no shard',
    () => [SHARDS[0], shard(2, { shard: undefined })],
    /is a whole run, and no shard of one/,
  ],
  [
    'of another CPU',
    () => [SHARDS[0], shard(2, { machine: { ...WHOLE.machine, cpu: 'other' } })],
    /were not made alike: CPU .* and other; --mixed/,
  ],
  [
    'of another version',
    () => [SHARDS[0], shard(2, { tool: { version: '0.0.1' } })],
    /were not made alike: tool .* and 0\.0\.1/,
  ],
] as const) {
  test(`a shard that is ${what} is refused, and nothing is written`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-merge-'))
    const options = { mixed: false, leftOut: () => {} }
    assert.throws(() => mergeShards(paths(), folder, options), why)
    assert.deepEqual(readdirSync(folder), [])
  })
}

test('shards that are not alike are merged where that is asked for, and the result says so', () => {
  const other = shard(2, { machine: { ...WHOLE.machine, cpu: 'other' } })
  const { result } = merged([SHARDS[0], other, SHARDS[2]], true)
  assert.equal(result.merged?.mixed?.length, 1)
  const [warning] = analyse(result).warnings.filter(({ code }) => code === 'mixed')
  assert.match(warning.message, /not made alike: CPU .* and other/)
  assert.ok(existsSync(other))
})
