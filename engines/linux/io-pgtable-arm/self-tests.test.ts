import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSelfTests } from './self-tests.js'

const domain = (rest: string) => `io: selftest: pgsize_bitmap 0x40201000, IAS ${rest}`

test('each domain is a case, and what goes wrong after it is its own', () => {
  assert.deepEqual(
    readSelfTests([
      domain('32'),
      domain('48 OAS 52'),
      'WARN io-pgtable-arm.c:7 selftest: test failed for fmt idx 1',
      'failed again',
      domain('36'),
      'completed with 2 PASS 1 FAIL',
      'WARN afterwards',
    ]),
    [
      { case: '4K | 2M | 1G, ias 32', ok: true, message: '' },
      {
        case: '4K | 2M | 1G, ias 48, oas 52',
        ok: false,
        message: 'WARN io-pgtable-arm.c:7 selftest: test failed for fmt idx 1',
      },
      { case: '4K | 2M | 1G, ias 36', ok: true, message: '' },
    ],
  )
})

test('silence is no test', () => {
  assert.deepEqual(readSelfTests(['']), [])
})
