import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrast, fieldColours } from './heat.js'
import { DARK, LIGHT } from './theme.js'

const RATIOS = Array.from({ length: 101 }, (_, step) => 100 ** (step / 100))

test('text can be read on every field', () => {
  for (const ratio of RATIOS) {
    const { fill, ink } = fieldColours(ratio, 100)
    assert.ok(contrast(fill, ink) >= 4.5, `${ratio}: ${ink} on ${fill}`)
  }
})

test('the faster, the darker, in grey too; what is slower than per-page is lightest', () => {
  const darkness = RATIOS.map((ratio) => contrast(fieldColours(ratio, 100).fill, '#ffffff'))
  assert.deepEqual(
    darkness,
    darkness.toSorted((a, b) => a - b),
  )
  assert.ok((darkness.at(-1) ?? 0) / (darkness[0] ?? 1) > 8)
  assert.equal(fieldColours(0.2, 100).fill, fieldColours(1, 100).fill)
  assert.equal(fieldColours(1, 1).fill, fieldColours(1, 100).fill)
})

test('no colour of a field is one that a page turns about with its theme', () => {
  for (const { series, ...theme } of [LIGHT, DARK]) {
    const turned = [...Object.values(theme), ...Object.values(series)]
    for (const ratio of RATIOS) {
      const { fill, ink } = fieldColours(ratio, 100)
      assert.ok(!turned.includes(fill) && !turned.includes(ink))
    }
  }
})

test('contrast is as WCAG has it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#777777', '#777777'), 1)
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54')
})
