import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkerFailure } from '../processes/failure.js'
import type { Spawn } from '../processes/kind.js'
import { Attendant, type SpareProcesses } from './attendant.js'

/** Starts processes that note what they are asked, by their number; one asked for a case goes down. */
function noting() {
  const notes: string[] = []
  let started = 0
  const spawn = (() => {
    const own = ++started
    return {
      pid: own,
      async request(type: string) {
        notes.push(`${own} ${type}`)
        if (type === 'case') throw new WorkerFailure('died', 'it died')
        return {}
      },
      stop: () => notes.push(`${own} ends`),
    }
  }) as unknown as Spawn
  return { notes, spawn }
}

test('a process is passed on, and opens the next engine', async () => {
  const { notes, spawn } = noting()
  const spare: SpareProcesses = []
  const [first, second] = ['a', 'b'].map((one) => new Attendant(one, 1000, spare, spawn))
  await first.request('declared', {})
  first.release()
  await second.request('declared', {})
  second.stop()
  assert.deepEqual(notes, ['1 open', '1 declared', '1 open', '1 declared', '1 ends'])
  await assert.rejects(first.request('declared', {}), /the process was stopped/)
})

test('a process that went down is passed on to nobody', async () => {
  const { notes, spawn } = noting()
  const spare: SpareProcesses = []
  const [first, second] = ['a', 'b'].map((one) => new Attendant(one, 1000, spare, spawn))
  await assert.rejects(first.request('case', { name: 'x' }), /it died/)
  first.release()
  await second.request('declared', {})
  assert.deepEqual(notes, ['1 open', '1 case', '1 ends', '2 open', '2 declared'])
})

test('a process that died while it waited is no fault of the next engine', async () => {
  const { notes, spawn } = noting()
  const dead = {
    pid: 99,
    request: () => Promise.reject(new WorkerFailure('died', 'it died')),
    stop: () => notes.push('99 ends'),
  } as SpareProcesses[number]
  const attendant = new Attendant('a', 1000, [dead], spawn)
  await attendant.request('declared', {})
  assert.deepEqual(notes, ['99 ends', '1 open', '1 declared'])
})
