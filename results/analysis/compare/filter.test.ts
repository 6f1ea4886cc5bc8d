import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFilter } from './filter.js'
import { KEY_NAMES, type Key } from './keys.js'

const NOTHING = Object.fromEntries(KEY_NAMES.map((key) => [key, ''])) as Record<Key, string>
const PUNT = {
  ...NOTHING,
  tier: 'native',
  shape: 'punt',
  op: 'unmap',
  size: '64M',
  cell: 'trace:arm64-6.1 (a)',
}

/** Whether a filter keeps `PUNT`. */
const keeps = (filter: string) => parseFilter(filter)(PUNT)

test('a value is whole, a glob, a literal or an expression', () => {
  for (const [filter, kept] of [
    ['shape:punt', true],
    ['shape:pun', false],
    ['shape:pun*', true],
    ['shape:*nt', true],
    ['shape:p.nt', false],
    ['shape:"punt"', true],
    ['shape:"pun*"', false],
    ['shape:/un/', true],
    ['shape:/^un/', false],
    ['size:/^64[KM]$/', true],
    ['cell:trace:*', true],
    ['cell:"trace:arm64-6.1 (a)"', true],
    ['cell:/6\\.1 \\(a\\)$/', true],
    ['layout:*', true],
    ['layout:keep', false],
    ['layout:""', true],
  ] as const) {
    assert.equal(keeps(filter), kept, filter)
  }
})

test('terms join as in benchstat', () => {
  for (const [filter, kept] of [
    ['*', true],
    ['-*', false],
    ['tier:native op:unmap', true],
    ['tier:native op:map', false],
    ['tier:native AND op:unmap', true],
    ['tier:ts OR op:unmap', true],
    ['tier:ts OR op:map', false],
    ['op:map tier:native OR shape:punt', true],
    ['op:map (tier:native OR shape:punt)', false],
    ['-op:map', true],
    ['-op:unmap', false],
    ['--op:unmap', true],
    ['-(op:map OR op:mixed)', true],
    ['-op:map op:unmap', true],
    ['op:(map OR unmap)', true],
    ['op:(map OR mixed)', false],
    ['op:(/^ma/ OR "unmap")', true],
    ['-op:(map OR unmap)', false],
    ['  op:unmap  ', true],
  ] as const) {
    assert.equal(keeps(filter), kept, filter)
  }
})

test('what cannot be read is named, with its place', () => {
  for (const [filter, message] of [
    ['shpae:punt', /at character 1: no key is called shpae \(did you mean shape\?\)/],
    ['op:map shpae:punt', /at character 8: no key is called shpae/],
    ['punt', /at character 1: punt has no key: write key:punt/],
    ['shape:', /at character 7: shape: has no value; it is its call shape/],
    ['op:map OR', /at character 10: a key:value is missing/],
    ['op:map AND', /at character 11: a key:value is missing/],
    ['OR op:map', /at character 1: OR stands where a key:value should/],
    ['(op:map', /at character 1: \( is not closed/],
    ['op:(map', /at character 4: \( is not closed/],
    ['op:(map unmap)', /at character 9: unmap stands where \) or OR should/],
    ['op:map)', /at character 7: \) stands where nothing can/],
    ['cell:"64', /at character 6: "64 has no closing "/],
    ['cell:/64', /at character 6: \/64 has no closing \//],
    ['cell:/(/', /at character 6: Invalid regular expression/],
    ['', /at character 1: a key:value is missing/],
  ] as const) {
    assert.throws(
      () => parseFilter(filter),
      (error) => error instanceof Error && message.test(error.message),
      filter,
    )
  }
})

test('any text is a filter or an error of the user, and any quoted value means itself', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        assert.equal(typeof parseFilter(text)(PUNT), 'boolean')
      } catch (error) {
        assert.ok(error instanceof Error && error.name === 'InputError', String(error))
      }
    }),
  )
  fc.assert(
    fc.property(fc.string(), (value) => {
      const quoted = value.replace(/["\\]/g, '\\$&')
      assert.ok(parseFilter(`cell:"${quoted}"`)({ ...NOTHING, cell: value }))
    }),
  )
})
