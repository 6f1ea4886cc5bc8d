import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePlaces, siblingsOf } from './choose.js'

/** Two cores of two threads: 0 and 2, 1 and 3. */
const threads = (cpu: number) => [cpu % 2, (cpu % 2) + 2]
const alone = (cpu: number) => [cpu]

test('the highest number first', () => {
  assert.deepEqual(freePlaces([0, 1, 2, 3], new Set(), threads), [3, 2, 1, 0])
})

test('taken ones not at all, and a free core before the sibling of a taken thread', () => {
  assert.deepEqual(freePlaces([0, 1, 2, 3], new Set([3]), alone), [2, 1, 0])
  assert.deepEqual(freePlaces([0, 1, 2, 3], new Set([3]), threads), [2, 0, 1])
  assert.deepEqual(freePlaces([1, 3], new Set([3]), threads), [1])
  assert.deepEqual(freePlaces([1, 3], new Set([1, 3]), threads), [])
})

test('a sibling that this process may not run on disturbs as well', () => {
  assert.deepEqual(freePlaces([0, 1], new Set([3]), threads), [0, 1])
})

test('siblings are read from the topology, none where there is none', () => {
  const root = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  const folder = join(root, 'cpu3', 'topology')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'thread_siblings_list'), '1,3\n')
  assert.deepEqual(siblingsOf(3, root), [1, 3])
  assert.deepEqual(siblingsOf(2, root), [])
})
