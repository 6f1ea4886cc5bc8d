import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { lastAllowedCpu, parseAllowedCpus, pinMainThread } from './pin.js'

function statusWith(list: string): string {
  return `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${list}\nMems_allowed_list:\t0-1\n`
}

test('ranges and single CPUs', () => {
  assert.deepEqual(parseAllowedCpus(statusWith('0-3,8,10-11')), [0, 1, 2, 3, 8, 10, 11])
  assert.deepEqual(parseAllowedCpus(statusWith('5')), [5])
})

test('no such line, no CPUs', () => {
  assert.deepEqual(parseAllowedCpus('Name:\tnode\n'), [])
  assert.deepEqual(parseAllowedCpus(statusWith('')), [])
})

test('a CPU that is not there cannot be pinned to', () => {
  assert.equal(pinMainThread(process.pid, 1_000_000), false)
})

const canPin = process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0

test('the main thread alone is pinned', { skip: !canPin }, () => {
  const allowedTo = (task: number | string) =>
    parseAllowedCpus(readFileSync(`/proc/self/task/${task}/status`, 'utf8'))
  const helpers = readdirSync('/proc/self/task').filter((task) => Number(task) !== process.pid)
  const before = allowedTo(process.pid)
  const cpu = lastAllowedCpu()
  assert.ok(cpu !== undefined)
  try {
    assert.equal(pinMainThread(process.pid, cpu), true)
    assert.deepEqual(allowedTo(process.pid), [cpu])
    for (const helper of helpers) assert.deepEqual(allowedTo(helper), before)
  } finally {
    spawnSync('taskset', ['-cp', before.join(','), String(process.pid)])
  }
})

test('the last allowed CPU is a CPU, or unknown', () => {
  const cpu = lastAllowedCpu()
  assert.ok(cpu === undefined || (Number.isInteger(cpu) && cpu >= 0))
})
