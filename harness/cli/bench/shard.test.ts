/** A run in parts: each has cells of its own, all of them are had, and a part is resumed as what it was. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadResult } from '../../../results/record/index.js'
import { runAllHere } from '../../testing/capture.js'
import { newFolder, tinySuite } from '../../testing/suites.js'

const suite = tinySuite({
  seconds: 0.1,
  cells: [{ sweep: { sizes: ['4K', '64K', '1M'], pageSizes: ['4K'] } }],
})
const folder = newFolder()

async function shard(which: string, ...args: string[]) {
  const out = join(folder, which.replace('/', '-of-'))
  const command = ['bench', '--suite', suite, '--shard', which, '--out', out, ...args]
  return { out, ...(await runAllHere(...command)) }
}

test('shards have the cells of the run between them, and say which; one without cells does nothing', async () => {
  const shards = await Promise.all(['1/4', '2/4', '3/4', '4/4'].map((which) => shard(which)))
  const [empty, ...others] = shards.toSorted(
    (a, b) => Number(existsSync(a.out)) - Number(existsSync(b.out)),
  )
  assert.equal(empty.code, 0)
  assert.match(empty.stderr, /^Shard \d of 4 has nothing to do: there are 3 cells\.$/m)
  assert.equal(existsSync(empty.out), false)
  const results = others.map(({ out }) => loadResult(out))
  const cells = results.flatMap(({ cells, shard }) =>
    cells.map(({ id }, at) => [shard?.places[at], id]),
  )
  assert.deepEqual(cells.toSorted(), [
    [0, '4K@4K'],
    [1, '64K@4K'],
    [2, '1M@4K'],
  ])
  assert.equal(new Set(results.map(({ shard }) => shard?.run)).size, 1)
})

test("a scheduler's task is resumed as the shard that it was, wherever that is done", async () => {
  process.env.CI_NODE_INDEX = '1'
  process.env.CI_NODE_TOTAL = '2'
  const { code, out, stderr } = await shard('auto')
  delete process.env.CI_NODE_INDEX
  delete process.env.CI_NODE_TOTAL
  assert.equal(code, 0, stderr)
  assert.match(stderr, /--shard auto: task 1 of 2 of GitLab\./)
  const before = loadResult(out)
  const resumed = await runAllHere('bench', '--resume', out, '--generations', '3')
  assert.equal(resumed.code, 0, resumed.stderr)
  const { cells, shard: own } = loadResult(out)
  assert.deepEqual(own, before.shard)
  assert.deepEqual(
    cells.map(({ id }) => id),
    before.cells.map(({ id }) => id),
  )
})

test('where no scheduler is, all is measured, and said so', async () => {
  const out = join(newFolder(), 'out')
  const { code, stderr } = await runAllHere(
    ...['bench', '--suite', suite, '--shard', 'auto', '--out', out],
  )
  assert.equal(code, 0, stderr)
  assert.match(stderr, /this is no task of Slurm.*: everything is measured here/)
  const { cells, shard: none } = loadResult(out)
  assert.equal(cells.length, 3)
  assert.equal(none, undefined)
})
