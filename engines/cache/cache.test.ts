/** Only what this user wrote is believed. */
import assert from 'node:assert/strict'
import { chmodSync, chownSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { ownCache } from '../instructions/testing.js'
import { Cache } from './cache.js'

ownCache()

const store = new Cache('figures', z.object({ figure: z.number() }), 4)
const key = 'a'.repeat(64)
const file = () => join(store.folder, `${key}.json`)

test('what was cached is found by its key alone', () => {
  assert.equal(store.read(key), undefined)
  store.write(key, { figure: 12.5 })
  assert.deepEqual(store.read(key), { figure: 12.5 })
  assert.equal(store.read('b'.repeat(64)), undefined)
})

for (const [what, breakIt] of [
  ['another figure', (text: string) => text.replace('12.5', '11.5')],
  ['another key', (text: string) => text.replace(key, 'f'.repeat(64))],
  ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ['no figure', (text: string) => text.replace('12.5', '"many"')],
  ['nothing', () => ''],
] as const) {
  test(`an entry with ${what} is none`, () => {
    store.write(key, { figure: 12.5 })
    writeFileSync(file(), breakIt(readFileSync(file(), 'utf8')))
    assert.equal(store.read(key), undefined)
  })
}

const { skip } = { skip: process.getuid === undefined && 'this system has no owners' }

test('an entry that others may write is none', { skip }, () => {
  store.write(key, { figure: 12.5 })
  for (const mode of [0o620, 0o602]) {
    chmodSync(file(), mode)
    assert.equal(store.read(key), undefined)
  }
  chmodSync(file(), 0o644)
  assert.deepEqual(store.read(key), { figure: 12.5 })
})

test("another user's entry is none", { skip: process.getuid?.() !== 0 && 'only root can' }, () => {
  store.write(key, { figure: 12.5 })
  chownSync(file(), 1, 1)
  assert.equal(store.read(key), undefined)
})

test('an entry of another kind is none', () => {
  const other = new Cache('others', z.object({ figure: z.number() }), 4)
  store.write(key, { figure: 12.5 })
  other.write(key, { figure: 1 })
  writeFileSync(join(other.folder, `${key}.json`), readFileSync(file(), 'utf8'))
  assert.equal(other.read(key), undefined)
})

test('the oldest go where there are too many', () => {
  const keys = [...'bcdef'].map((letter) => letter.repeat(64))
  for (const [at, one] of keys.entries()) {
    store.write(one, { figure: at })
    utimesSync(join(store.folder, `${one}.json`), at, at)
  }
  store.dropOldest()
  assert.deepEqual(
    keys.map((one) => store.read(one)?.figure),
    [undefined, undefined, 2, 3, 4],
  )
  assert.equal(readdirSync(store.folder).length, 4)
})

test('where there is no cache nothing is written, and nothing fails', () => {
  const cache = process.env.XDG_CACHE_HOME
  try {
    // The home of many a service: below a file there is no folder.
    process.env.XDG_CACHE_HOME = '/dev/null'
    store.write(key, { figure: 12.5 })
    store.dropOldest()
    assert.equal(store.read(key), undefined)
  } finally {
    process.env.XDG_CACHE_HOME = cache
  }
})
