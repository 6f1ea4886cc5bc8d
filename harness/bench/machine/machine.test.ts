import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { test } from 'node:test'
import { machineSchema } from '../../../results/record/machine.js'
import { probeMachine } from './machine.js'

test('this machine fits the schema, and keeps its name to itself', async () => {
  const machine = await probeMachine()
  assert.deepEqual(machineSchema.parse(machine), machine)
  assert.equal('host' in machine, false)
  for (const text of [machine.cpu, machine.kernel, machine.virtualised, machine.governor]) {
    assert.match(text, /\S/)
  }
  assert.ok(machine.cores >= 1)
})

test('its name is recorded on request', async () => {
  assert.equal((await probeMachine({ host: true })).host, hostname())
})
