import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTrace } from '../read.js'
import { factLines } from './machine-facts.js'
import { MAP_PAGE, MAP_PHYS } from './testing/dma-lines.js'

test('lines above a trace name its kernel, and devices that share a domain', () => {
  const device = { group: '7', domain: 'DMA-FQ', driver: 'nvme' }
  const facts = factLines({
    kernel: '6.12.117 aarch64',
    devices: [
      { ...device, device: '0000:00:04.0' },
      { ...device, device: '0000:00:06.0' },
    ],
  })
  const text = [...facts, MAP_PAGE, MAP_PHYS.replace('04.0', '06.0')].join('\n')
  const { domains, kernel, skipped } = parseTrace(text, 'own.txt')
  assert.equal(kernel, '6.12.117 aarch64')
  assert.deepEqual(domains, [{ kind: 'group', name: '7' }])
  assert.equal(skipped.headers, 3)
})
