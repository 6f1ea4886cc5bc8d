/** Self-tests that were asked for and did not run are a failure; a tree that has none is not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failedSelfTests, selfTestLines } from './self-tests.js'

const of = { tier: 'linux-6.1.7', library: 'io-pgtable-arm', tests: [] }

test('self-tests that could not be built fail, with their reason', () => {
  const broken = { ...of, absent: 'they do not link', failed: true }
  assert.equal(failedSelfTests(broken), true)
  assert.match(
    selfTestLines(broken)[0],
    /^FAIL {2}linux-6\.1\.7, io-pgtable-arm: .*they do not link$/,
  )
})

test('a tree that has none of its own does not fail', () => {
  const none = { ...of, absent: 'no self-tests in the files', failed: false }
  assert.equal(failedSelfTests(none), false)
  assert.match(selfTestLines(none)[0], /^n\/a {3}/)
})

test('one that failed fails, one that passed does not', () => {
  const one = (ok: boolean) => ({ ...of, tests: [{ case: 'a', ok, message: '' }] })
  assert.equal(failedSelfTests(one(false)), true)
  assert.equal(failedSelfTests(one(true)), false)
})
