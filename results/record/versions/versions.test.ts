import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../../engines/contract/index.js'
import { analyse } from '../../analysis/index.js'
import { ResultError } from '../error.js'
import { resultSchema } from '../schema.js'
import { MIGRATIONS, type Migration, RESULT_VERSION, upgradeResult } from './index.js'

const kept = (version: number) =>
  join(projectRoot(), 'results', 'fixtures', 'versions', `v${version}.json`)

test('a result of every version is kept, and is read and analysed as one of today', () => {
  for (let version = 1; version <= RESULT_VERSION; version++) {
    assert.ok(existsSync(kept(version)), `${kept(version)}: every version keeps a result`)
    const json = JSON.parse(readFileSync(kept(version), 'utf8'))
    assert.equal(json.version, version)
    const result = resultSchema.parse(upgradeResult(json, 'kept'))
    const { cells, rows } = analyse(result)
    assert.ok(cells.length > 0 && rows.length > 1)
    const figure = cells[0]?.figures['ts/unmap-pages']?.unmap
    assert.ok(figure?.speedup, 'its figures are there')
  }
})

test('there is a migration from every version but the last', () => {
  const from = Object.keys(MIGRATIONS).map(Number)
  assert.deepEqual(
    from,
    Array.from({ length: RESULT_VERSION - 1 }, (_, at) => at + 1),
  )
})

const rename: Migration = ({ old, ...rest }) => ({ ...rest, middle: old })
const double: Migration = ({ middle, ...rest }) => ({ ...rest, now: Number(middle) * 2 })
const chain = { current: 3, migrations: { 1: rename, 2: double } }

test('migrations follow one another, from whichever version on', () => {
  assert.deepEqual(upgradeResult({ version: 1, old: 4 }, 'f', chain), { version: 3, now: 8 })
  assert.deepEqual(upgradeResult({ version: 2, middle: 4 }, 'f', chain), { version: 3, now: 8 })
  assert.deepEqual(upgradeResult({ version: 3, now: 8 }, 'f', chain), { version: 3, now: 8 })
})

test('the result that came in is left as it was', () => {
  const json = { version: 1, old: 4 }
  upgradeResult(json, 'f', chain)
  assert.deepEqual(json, { version: 1, old: 4 })
})

test('a version that cannot be read is named, with those that can', () => {
  for (const [version, message] of [
    [4, /^f: version: a result of version 4, made by a later unmap-bench; versions 1 to 3 can/],
    [0, /^f: version: there is no version 0; versions 1 to 3 can/],
    [1.5, /^f: version: there is no version 1.5; /],
  ] as const) {
    assert.throws(
      () => upgradeResult({ version }, 'f', chain),
      (error) => error instanceof ResultError && message.test(error.message),
    )
  }
})
