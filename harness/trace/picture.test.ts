import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureOf } from './picture.js'

test('a character stands for its share of the largest', () => {
  assert.equal(pictureOf([0, 1, 50, 88, 89, 100]), ' .+%@@')
  assert.equal(pictureOf([7, 7]), '@@')
})

test('nothing at all is blank', () => {
  assert.equal(pictureOf([0, 0]), '  ')
  assert.equal(pictureOf([]), '')
})
