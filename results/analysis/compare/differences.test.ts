import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../../record/schema.js'
import type { TierBuild } from '../../record/tiers.js'
import { differencesOf } from './differences.js'
import { quietRun } from './fixtures.js'

const OLD = quietRun({ generations: 1 })

/** Names of what differs after a change, and which of it tells another machine. */
function differing(change: (result: Result) => void): string[] {
  const now = structuredClone(OLD)
  change(now)
  return differencesOf(OLD, now).map(({ what, machine }) => (machine ? `${what}!` : what))
}

const build = (version: string, file = 'a'): TierBuild => ({
  compiler: { command: 'cc', version },
  flags: ['-O2'],
  variants: {},
  source: { version: '6.12', files: { 'io-pgtable-arm.c': file } },
})

test('a run does not differ from itself', () => assert.deepEqual(differencesOf(OLD, OLD), []))

test('what makes another machine is reported first', () => {
  assert.deepEqual(
    differing(({ machine, options }) => {
      machine.node = 'v24.0.0'
      options.suite = 'another'
      machine.cores = 4
      machine.virtualised = 'kvm'
      machine.kernel = 'another'
    }),
    ['CPUs!', 'hypervisor!', 'kernel!', 'Node', 'suite'],
  )
  const memory = differing(({ machine }) => {
    machine.memoryBytes -= 4096
  })
  assert.deepEqual(memory, [], 'a kernel may keep a little more for itself')
})

test('a host is compared only where both runs name theirs', () => {
  const named = structuredClone(OLD)
  named.machine.host = 'one'
  assert.deepEqual(differencesOf(OLD, named), [])
  const other = structuredClone(OLD)
  other.machine.host = 'two'
  assert.deepEqual(
    differencesOf(named, other).map(({ what, machine }) => [what, machine]),
    [['host', true]],
  )
})

test('compilers and kernel sources are compared by tier, a patched file under one version too', () => {
  const withTiers = (tiers: Record<string, TierBuild>) => ({ ...OLD, tiers })
  const found = differencesOf(
    withTiers({ 'linux-6.12': build('12.2') }),
    withTiers({ 'linux-6.12': build('13.1', 'b') }),
  )
  assert.deepEqual(
    found.map(({ what }) => what),
    ['kernel source', 'compiler'],
  )
  assert.deepEqual([found[1]?.old, found[1]?.new], ['tree: cc 12.2', 'tree: cc 13.1'])
  const [older] = differencesOf(OLD, withTiers({ native: build('12.2') }))
  assert.equal(older?.old, 'not recorded')
})
