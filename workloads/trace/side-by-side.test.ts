import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, MAP } from '../../engines/contract/index.js'
import type { TraceEvent } from './event.js'
import { DOMAIN_SPAN, sideBySide } from './side-by-side.js'

function mapAt(iova: number): TraceEvent {
  return { op: MAP, iova, paddr: 0, size: 4096, unmapped: 0, line: 3 }
}

test('each domain has its own entry of the root', () => {
  const events = sideBySide([mapAt(4096), mapAt(4096), mapAt(8192)], [0, 2, 1], 48, 'own.txt')
  assert.deepEqual(
    events.map(({ iova }) => iova),
    [4096, 2 * DOMAIN_SPAN + 4096, DOMAIN_SPAN + 8192],
  )
  assert.equal(DOMAIN_SPAN, 512 * 2 ** 30)
})

test('what does not fit is refused', () => {
  const refused = (iova: number, domain: number, message: RegExp) =>
    assert.throws(
      () => sideBySide([mapAt(iova)], [domain], 48, 'own.txt'),
      (error) => error instanceof InputError && message.test(error.message),
    )
  refused(0, 512, /^own\.txt: 513 domains do not fit side by side into 48 input address bits/)
  refused(DOMAIN_SPAN, 0, /^own\.txt:3: iova 0x8000000000 is too high to lay domains side by side/)
  assert.equal(sideBySide([mapAt(DOMAIN_SPAN - 4096)], [511], 48, 'own.txt').length, 1)
})
