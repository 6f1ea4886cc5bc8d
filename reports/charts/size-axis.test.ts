import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatSize, GIB, KIB, MIB } from '../../engines/contract/index.js'
import { logDomain } from './log-axis.js'
import { labelLines, sizeAxis } from './size-axis.js'

test('1M and 2M stand side by side where there is room, and one below the other where not', () => {
  const sizes = [4 * KIB, 64 * KIB, MIB, 2 * MIB, 64 * MIB]
  assert.deepEqual(labelLines(sizes, logDomain(sizes, 0.3), 400), [sizes])
  assert.deepEqual(labelLines(sizes, logDomain(sizes, 0.3), 200), [
    [4 * KIB, 64 * KIB, MIB, 64 * MIB],
    [2 * MIB],
  ])
})

test('every size has one label, and no two on a line touch', () => {
  const sizes = fc.uniqueArray(fc.integer({ min: 12, max: 30 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 150, max: 320 }), (powers, length) => {
      const bytes = powers.map((power) => 2 ** power)
      const domain = logDomain(bytes, 0.3)
      const lines = labelLines(bytes, domain, length)
      assert.deepEqual(
        lines.flat().sort((a, b) => a - b),
        bytes.toSorted((a, b) => a - b),
      )
      const pixels = length / Math.log(domain[1] / domain[0])
      for (const line of lines) {
        for (const [at, size] of line.entries()) {
          const before = line[at - 1]
          if (before === undefined) continue
          const apart = Math.log(size / before) * pixels
          const half = (text: string) => (text.length * 6.6) / 2
          assert.ok(apart > half(formatSize(size)) + half(formatSize(before)))
        }
      }
    }),
    { seed: 1 },
  )
})

test('the axis has a tick and a label for every size, and for nothing else', () => {
  const { axis } = sizeAxis([GIB, 4 * KIB], 200, 'buffer')
  assert.deepEqual(axis.values, [4 * KIB, GIB])
  assert.match(axis.labelExpr, /"4096":\["4K"\]/)
  assert.match(axis.labelExpr, /"1073741824":\["1G"\]/)
})
