import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shardOfScheduler } from './scheduler.js'
import { parseShard } from './shard.js'

const SLURM = {
  SLURM_ARRAY_TASK_ID: '7',
  SLURM_ARRAY_TASK_MIN: '3',
  SLURM_ARRAY_TASK_MAX: '9',
  SLURM_ARRAY_TASK_STEP: '2',
  SLURM_ARRAY_TASK_COUNT: '4',
}

for (const [environment, index, count, scheduler] of [
  [SLURM, 3, 4, 'Slurm'],
  [{ JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '8' }, 1, 8, 'Kubernetes'],
  [{ CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' }, 2, 5, 'GitLab'],
  [{ BUILDKITE_PARALLEL_JOB: '4', BUILDKITE_PARALLEL_JOB_COUNT: '5' }, 5, 5, 'Buildkite'],
] as const) {
  test(`a task of ${scheduler} is a shard`, () => {
    assert.deepEqual(shardOfScheduler(environment), { index, count, scheduler })
  })
}

test('a task of none is no shard; GitLab counts one job alone without an index', () => {
  assert.equal(shardOfScheduler({}), undefined)
  assert.equal(shardOfScheduler({ CI_NODE_TOTAL: '1' }), undefined)
})

for (const [what, environment, why] of [
  [
    'an array with gaps',
    { ...SLURM, SLURM_ARRAY_TASK_ID: '9', SLURM_ARRAY_TASK_COUNT: '3' },
    /SLURM_ARRAY_TASK_ID is 9 of 3 tasks of Slurm: indices have gaps/,
  ],
  ['a step between', { ...SLURM, SLURM_ARRAY_TASK_ID: '6' }, /have gaps/],
  [
    'an index without a count',
    { JOB_COMPLETION_INDEX: '0' },
    /JOB_COMPLETIONS is not set; set it to the job's completions/,
  ],
  ['no number', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: 'x' }, /CI_NODE_TOTAL is "x", no number/],
] as const) {
  test(`${what} is refused in a sentence`, () => {
    assert.throws(() => shardOfScheduler(environment), why)
  })
}

test('a shard is named by its index, from 1 on, and their count', () => {
  assert.deepEqual(parseShard('2/8'), { index: 2, count: 8 })
  for (const text of ['0/8', '9/8', '1', '1/', '-1/2', '1/2/3', 'x/y', '']) {
    assert.throws(() => parseShard(text), /is no shard: write i\/n/, text)
  }
})
