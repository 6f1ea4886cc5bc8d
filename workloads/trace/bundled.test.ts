import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { InputError } from '../../engines/contract/index.js'
import { domainOf } from '../cell/domain.js'
import { assertClosed } from '../testing.js'
import { bundledTrace, readBundledTrace, traceNames, verifyBundledTrace } from './bundled.js'
import { traceCell } from './cell.js'
import { compileTrace } from './compile.js'
import { spacesOf } from './domains/spaces.js'

test('every bundled trace has its provenance, and is the file it speaks of', () => {
  assert.equal(traceNames().length, 15)
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
    () => verifyBundledTrace({ ...trace, sha256: '0'.repeat(64) }),
    (error) =>
      error instanceof InputError && /has SHA-256 6639e677.*get the file again/.test(error.message),
  )
})

test('an altered table of domains is refused', () => {
  const trace = bundledTrace('arm64-6.1-strict-mixed')
  assert.ok(trace?.derived !== undefined)
  const derived = { ...trace.derived, sha256: '0'.repeat(64) }
  assert.throws(() => verifyBundledTrace({ ...trace, derived }), /mixed\.tsv\.gz: has SHA-256/)
})

test('every bundled trace can be replayed', () => {
  for (const name of traceNames()) {
    const { compile, domain } = traceCell({ trace: name, folders: [] })
    const tape = compile(1)
    assertClosed(tape)
    assert.ok(tape.iova.every((iova, at) => iova + tape.size[at] <= 2 ** domain.ias))
  }
})

test('domains are named where there are several, and lie side by side', () => {
  const several = traceNames()
    .flatMap((name) => bundledTrace(name) ?? [])
    .filter(({ domains }) => domains !== 'one')
  assert.deepEqual(
    several.map(({ file, domains }) => [file, domains]),
    [
      ['arm64-6.1-strict-boot.txt.gz', 'inferred'],
      ['arm64-6.1-strict-mixed.txt.gz', 'derived'],
    ],
  )
  assert.deepEqual(
    several.map((trace) => readBundledTrace(trace).spaces.count),
    [12, 3],
  )
  assert.match(several[0].title, /domains inferred/)
})

test('inference finds about what was derived: two unmaps less from before the trace, eight cut', () => {
  const trace = bundledTrace('arm64-6.1-strict-mixed')
  assert.ok(trace !== undefined)
  const domain = domainOf(trace.replay.pageSizes, trace.replay.mode)
  const read = readBundledTrace(trace)
  const { events } = read.trace
  const before = 'skip' as const
  const found = compileTrace(events, domain, trace.path, { spaces: read.spaces, before })
  const spaces = spacesOf(read.trace, 'inferred')
  const inferred = compileTrace(events, domain, trace.path, { spaces, before })
  assert.deepEqual([found.neverMapped, found.cut], [255, 0])
  assert.deepEqual([inferred.neverMapped, inferred.cut], [253, 8])
})

test('other names are none of them', () => {
  assert.equal(bundledTrace('nvme'), undefined)
})
