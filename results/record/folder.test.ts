import assert from 'node:assert/strict'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { ResultError } from './error.js'
import {
  createRunFolder,
  leadToEnded,
  requireWritable,
  updateLatest,
  useOutFolder,
} from './folder.js'

const NOW = new Date('2026-03-04T05:06:07.890Z')
const NAME = '2026-03-04T05-06-07'
let base = ''

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'folder-'))
})
afterEach(() => rmSync(base, { recursive: true }))

test('a run folder is named after the second it starts in, in UTC', () => {
  const folder = createRunFolder(join(base, 'results'), NOW)
  assert.equal(folder, join(base, 'results', NAME))
  assert.deepEqual(readdirSync(folder), [])
})

test('a run folder is never used twice', () => {
  createRunFolder(base, NOW)
  writeFileSync(join(base, `${NAME}-2`), 'a file in the way')
  assert.equal(createRunFolder(base, NOW), join(base, `${NAME}-3`))
  assert.equal(createRunFolder(base, NOW), join(base, `${NAME}-4`))
})

test('an out folder is created with its parents, or taken where it is empty', () => {
  const path = join(base, 'a', 'b', 'c')
  assert.equal(useOutFolder(path), path)
  assert.equal(useOutFolder(path), path)
})

test('an out folder that holds something, or is a file, is refused', () => {
  writeFileSync(join(base, 'note'), '')
  assert.throws(() => useOutFolder(base), /is not empty: name a new or an empty folder/)
  assert.throws(() => useOutFolder(join(base, 'note')), /is a file: name a new or an empty folder/)
})

test('what cannot be written is known before anything is made', () => {
  const [file, folder] = [join(base, 'note'), join(base, 'a', 'b')]
  writeFileSync(file, '')
  requireWritable(folder)
  assert.throws(() => requireWritable(join(file, 'in')), /cannot write to .*in: .*note is a file/)
  assert.deepEqual(readdirSync(base), ['note'])
})

test('an out folder that cannot be created leaves nothing half-made', () => {
  const path = join(base, 'a', 'b', 'x'.repeat(300))
  assert.throws(
    () => useOutFolder(path),
    (error) => error instanceof ResultError && /cannot create .*: ENAMETOOLONG/.test(error.message),
  )
  assert.deepEqual(readdirSync(base), [])
  writeFileSync(join(base, 'file'), '')
  assert.throws(() => createRunFolder(join(base, 'file', 'in'), NOW), /cannot create .*: ENOTDIR/)
})

test('latest leads to the newest run', () => {
  const [first, second] = [createRunFolder(base, NOW), createRunFolder(base, NOW)]
  updateLatest(base, first)
  assert.equal(readlinkSync(join(base, 'latest')), NAME)
  updateLatest(base, second)
  assert.equal(readlinkSync(join(base, 'latest')), `${NAME}-2`)
  assert.deepEqual(readdirSync(base).sort(), [NAME, `${NAME}-2`, 'latest'])
})

test('where there are no links, latest is a file that names the run', () => {
  const refuse = () => {
    throw new Error('EPERM: operation not permitted')
  }
  updateLatest(base, createRunFolder(base, NOW), refuse)
  assert.ok(lstatSync(join(base, 'latest')).isFile())
  assert.equal(readFileSync(join(base, 'latest'), 'utf8'), `${NAME}\n`)
})

test('a folder called latest is not replaced', () => {
  mkdirSync(join(base, 'latest'))
  const folder = createRunFolder(base, NOW)
  assert.throws(() => updateLatest(base, folder), /cannot replace .*latest/)
  const notes: string[] = []
  leadToEnded(base, folder, (line) => notes.push(line))
  assert.match(notes.join(), /^cannot replace .*latest: EISDIR/)
  assert.ok(existsSync(join(base, 'latest')))
  assert.deepEqual(readdirSync(base).sort(), [NAME, 'latest'])
})
