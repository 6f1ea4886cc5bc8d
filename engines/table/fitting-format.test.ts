import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KIB, MIB } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { fittingFormat } from './fitting-format.js'

const of = (pgsizeBitmap: number, preferred?: string[]) =>
  fittingFormat(domainOf({ pgsizeBitmap }), preferred)

test('a domain is of the format whose granule is its smallest page, the default one first', () => {
  assert.equal(of(4 * KIB), 'arm-lpae-4k')
  assert.equal(of(2 * MIB), 'arm-lpae-4k')
  assert.equal(of(16 * KIB + 32 * MIB), 'arm-lpae-16k')
  assert.equal(of(64 * KIB), 'arm-lpae-64k')
})

test('one that is preferred comes before others, and not where it lacks a page size', () => {
  assert.equal(of(16 * KIB, ['arm-lpae-16k-s2']), 'arm-lpae-16k-s2')
  assert.equal(of(64 * KIB, ['arm-lpae-16k-s2']), 'arm-lpae-64k')
  assert.equal(of(4 * KIB, ['vtd-ss']), 'arm-lpae-4k')
})

test('there may be none', () => {
  assert.equal(of(16 * KIB + 512 * MIB), undefined)
})
