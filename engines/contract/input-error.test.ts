import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, nearest } from './input-error.js'

test('the nearest choice is named', () => {
  assert.equal(nearest('quik', ['full', 'quick', 'smoke']), ' (did you mean quick?)')
})

test('a choice that holds what was given is near to it', () => {
  const choices = ['coherent-strict', 'non-coherent-lazy', 'coherent-lazy']
  assert.equal(nearest('lazy', choices), ' (did you mean coherent-lazy?)')
  assert.equal(nearest('', choices), '')
})

test('nothing is said where there is nothing to choose', () => {
  assert.equal(nearest('quik', []), '')
})

test('an input error is an error with a name of its own', () => {
  const error = new InputError('no such suite')
  assert.ok(error instanceof Error)
  assert.equal(error.name, 'InputError')
})

test('what is wholly other is near to nothing', () => {
  const keys = ['sizes', 'pageSizes']
  assert.deepEqual(
    ['size', 'pagesizes', 'ias', 'quirks'].map((key) => nearest(key, keys)),
    [' (did you mean sizes?)', ' (did you mean pageSizes?)', '', ''],
  )
  for (const [value, known] of [
    ['latest', 'reference'],
    ['nope', 'before'],
    ['foo', 'csv'],
    ['cold*', '4K@4K'],
  ] as const) {
    assert.equal(nearest(value, [known]), '', value)
  }
})
