import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, PAGE, SILENT } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { nativeEngines, skip } from './testing.js'

test('a domain whose page sizes the format has not all is refused', { skip }, () => {
  const [engine] = nativeEngines
  for (const pgsizeBitmap of [16 * KIB, PAGE | (64 * KIB), PAGE + 2 * GIB]) {
    assert.throws(
      () => engine.open(domainOf({ pgsizeBitmap }), SILENT),
      /only has leaves of 4K, 2M, 1G/,
    )
  }
  engine.open(domainOf({ pgsizeBitmap: PAGE }), SILENT).close()
})
