import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError, isNear, nearest } from './input-error.js'

test('the nearest choice is named', () => {
  assert.equal(nearest('quik', ['full', 'quick', 'smoke']), ' (did you mean quick?)')
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
    ['size', 'pagesizes', 'ias', 'quirks'].map((key) => isNear(key, keys)),
    [true, true, false, false],
  )
})
