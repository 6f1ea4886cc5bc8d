import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { writeFileAtomically } from './write.js'

let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'write-'))
})
afterEach(() => rmSync(base, { recursive: true }))

test('a file is written, and written over, and nothing is left beside it', () => {
  const path = join(base, 'file')
  writeFileAtomically(path, 'one')
  writeFileAtomically(path, new Uint8Array([116, 119, 111]))
  assert.equal(readFileSync(path, 'utf8'), 'two')
  assert.deepEqual(readdirSync(base), ['file'])
})

test('what cannot be written leaves no trace', () => {
  mkdirSync(join(base, 'taken'))
  assert.throws(() => writeFileAtomically(join(base, 'taken'), ''), /cannot write .*taken: E/)
  assert.throws(() => writeFileAtomically(join(base, 'no', 'file'), ''), /cannot write .*: ENOENT/)
  assert.deepEqual(readdirSync(base), ['taken'])
})
