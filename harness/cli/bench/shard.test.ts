/** Which cells `--shard` leaves to this machine, and what it says of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalHeader } from '../../../results/record/index.js'
import { cellsOf, loadSuite } from '../../../workloads/index.js'
import { runAllHere } from '../../testing/capture.js'
import { tinySuite } from '../../testing/suites.js'
import { partOfRun } from './shard.js'

const file = tinySuite({
  generations: undefined,
  cells: [{ sweep: { sizes: ['4K', '64K', '1M'], pageSizes: ['4K'] } }],
})
const suite = loadSuite(file)
const CELLS = cellsOf(suite)

function part(shard: string | undefined, resumed?: Partial<JournalHeader>, cells = CELLS) {
  let said = ''
  const stderr = { write: (text: string) => (said += text) }
  const stopped = resumed && {
    folder: '',
    args: [],
    header: { type: 'header', ...resumed } as JournalHeader,
    records: [],
  }
  const found = partOfRun(cells, { engine: [], seed: 1, shard }, suite, { stderr }, stopped)
  return { ...found, said }
}

test('shards have the cells of the run between them, and say which', () => {
  const parts = ['1/4', '2/4', '3/4', '4/4'].map((shard) => part(shard))
  for (const { cells, said, share, shard } of parts) {
    assert.deepEqual(
      cells.map(({ id }) => id),
      shard?.places.map((place) => CELLS[place].id),
    )
    assert.equal(shard?.run, parts[0].shard?.run)
    assert.equal(shard?.cells[shard.index - 1], cells.length)
    assert.match(
      said,
      /^Shard \d of 4(: 1 of 3 cells| has nothing to do: the run has 3 cells)\.\n$/,
    )
    assert.equal(share === 0, cells.length === 0)
  }
  const places = parts.flatMap(({ shard }) => shard?.places ?? [])
  assert.deepEqual(places.toSorted(), [0, 1, 2])
  assert.equal(
    parts.reduce((sum, { share }) => sum + share, 0),
    1,
  )
})

test('one cell is said as one', () => {
  const said = ['1/2', '2/2'].map((shard) => part(shard, undefined, CELLS.slice(0, 1)).said)
  assert.match(said.join(''), /: 1 of 1 cell\.\n/)
  assert.match(said.join(''), / has nothing to do: the run has 1 cell\.\n/)
})

test("a scheduler's task is resumed as the shard that it was, wherever that is done", () => {
  process.env.CI_NODE_INDEX = '1'
  process.env.CI_NODE_TOTAL = '3'
  const begun = part('auto')
  delete process.env.CI_NODE_INDEX
  delete process.env.CI_NODE_TOTAL
  assert.match(
    begun.said,
    /^--shard auto: task 1 of 3 of GitLab\.\nShard 1 of 3: 1 of 3 cells\.\n$/,
  )
  const { shard } = begun
  assert.deepEqual(part('auto', { shard }).shard, shard)
  assert.deepEqual(part('auto', {}).cells, CELLS)
})

test('where no scheduler is, all is measured, and said so', () => {
  const { cells, said, shard } = part('auto')
  assert.match(said, /this is no task of Slurm.*: everything is measured here/)
  assert.deepEqual(cells, CELLS)
  assert.equal(shard, undefined)
  assert.deepEqual(part(undefined), { cells: CELLS, share: 1, said: '' })
})

test("a shard's plan has its cells and its part of the suite's time", async () => {
  const { code, stdout } = await runAllHere('bench', '--suite', file, '--shard', '1/3', '--plan')
  assert.equal(code, 0)
  assert.match(stdout, /^1 cell$/m)
  const [, seconds] = /\(--time ([\d.]+)\)/.exec(stdout) ?? []
  assert.ok(Number(seconds) > 0 && Number(seconds) < suite.seconds, seconds)
})
