import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SHAPE_NAMES } from '../../engines/contract/index.js'
import { contrast } from './contrast.js'
import { DARK, LIGHT, SERIES, seriesStyle } from './theme.js'

test('both themes colour the same things, and no two of a theme alike', () => {
  assert.deepEqual(Object.keys(LIGHT.series), Object.keys(DARK.series))
  for (const { series, ...rest } of [LIGHT, DARK]) {
    const colours = [...Object.values(rest), ...Object.values(series)]
    assert.equal(new Set(colours).size, colours.length)
  }
})

test('text can be read on its ground, and every line be seen', () => {
  for (const theme of [LIGHT, DARK]) {
    assert.ok(contrast(theme.ink, theme.background) >= 7)
    assert.ok(contrast(theme.muted, theme.background) >= 4.5)
    for (const colour of Object.values(theme.series)) {
      assert.ok(contrast(colour, theme.background) >= 2, colour)
    }
  }
})

test('no two call shapes look alike, by colour or in grey, and each has a look of its own', () => {
  assert.deepEqual(
    SHAPE_NAMES.filter((name) => SERIES[name] === undefined),
    [],
  )
  const styles = Object.values(SERIES)
  const looks = styles.map(({ colour, symbol }) => `${colour} ${symbol}`)
  assert.equal(new Set(looks).size, looks.length)
  const usual = ['per-page', 'rewalk', 'unmap-pages', 'map-unmap-pages', 'range-gather', 'punt']
  const { colours, symbols } = seriesStyle([...usual, 'punt-range'], LIGHT)
  assert.equal(new Set(symbols).size, symbols.length)
  assert.equal(new Set(colours).size, colours.length)
})

test('a shape that is not known takes a colour that no other has', () => {
  const { colours } = seriesStyle(['punt', 'whole-run', 'mine', 'yours'], LIGHT)
  assert.equal(new Set(colours).size, 4)
})
