/** Shards of a history as one, and what is no shard of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf } from './changes.js'
import { historyOf, versionOf } from './fixtures.js'
import { mergeHistories } from './merge.js'
import { type History, OTHER_SHARD, type ShardOfHistory } from './schema.js'

const WHOLE = historyOf([
  versionOf('v1', [{ tlbAdds: 1 }]),
  { name: 'v2', rows: [], failures: [{ why: 'does not build', message: 'of_nobody' }] },
  versionOf('v3', [{ tlbAdds: 256 }]),
])
const OWNER = [1, 2, 2]

/** As a machine writes it that counts what is its own. */
function shard(index: number, more: Partial<History & ShardOfHistory> = {}) {
  const { count = 2, run = 'run', ...fields } = more
  const versions = WHOLE.versions.map((version, at) =>
    OWNER[at] === index
      ? version
      : {
          name: version.name,
          rows: [],
          failures: [{ why: OTHER_SHARD, message: `shard ${OWNER[at]} counts it` }],
        },
  )
  const history: History = { ...WHOLE, versions, ...fields, shard: { index, count, run } }
  return { name: `${index}.json`, history }
}

test('shards in any order are the history in one piece', () => {
  assert.deepEqual(mergeHistories([shard(2), shard(1)]), { history: WHOLE, missing: [] })
})

test('a shard alone says of no version what it changed; what is missing is named', () => {
  const { history } = shard(2)
  assert.deepEqual(changesOf(history), [])
  const merged = mergeHistories([shard(2)])
  assert.deepEqual(merged.missing, [1])
  assert.equal(merged.history.versions[0]?.failures[0]?.message, 'shard 1 counts it')
})

for (const [what, parts, why] of [
  ['there twice', [shard(1), shard(1)], /--from 1\.json is shard 1 of 2, as 1\.json is/],
  ['of another history', [shard(1), shard(2, { run: 'other' })], /2\.json is a shard of another/],
  ['of other shards', [shard(1), shard(2, { count: 3 })], /2\.json is a shard of another history/],
  [
    'of another compiler',
    [shard(1), shard(2, { compiler: 'cc 13' })],
    /2\.json was not made like 1\.json: cc 13, .* and cc 12/,
  ],
  ['counted by another', [shard(1), shard(2, { meter: 'none' })], /was not made like/],
  ['no shard', [shard(1), { name: 'x.json', history: WHOLE }], /x\.json is a whole history/],
] as const) {
  test(`what is ${what} is refused`, () => {
    assert.throws(() => mergeHistories(parts), why)
  })
}
