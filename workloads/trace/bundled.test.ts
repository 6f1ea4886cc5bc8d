import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { InputError } from '../../engines/contract/index.js'
import { bundledTrace, traceNames, verifyBundledTrace } from './bundled.js'

test('every bundled trace has its provenance, and is the file it speaks of', () => {
  assert.ok(traceNames().length > 0)
  for (const name of traceNames()) {
    const trace = bundledTrace(name)
    assert.ok(trace !== undefined && existsSync(trace.path))
    assert.equal(trace.file, `${name}.txt.gz`)
    verifyBundledTrace(trace)
  }
})

test('an altered file is refused', () => {
  const trace = bundledTrace('arm64-6.1-strict-nvme_seq1m')
  assert.ok(trace !== undefined)
  assert.throws(
    () => verifyBundledTrace({ path: trace.path, sha256: '0'.repeat(64) }),
    (error) =>
      error instanceof InputError && /has SHA-256 6639e677.*get the file again/.test(error.message),
  )
})

test('other names are none of them', () => {
  assert.equal(bundledTrace('nvme'), undefined)
})
