/** An object's key holds all that its source can include, and not what the build's folder is called. */
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { buildReport } from '../../native/index.js'
import { temporaryFolder } from '../trees/testing.js'
import { readBy } from './included.js'
import { keyOfObject } from './object-key.js'

const report = buildReport()
const skip = !report.built && 'there is no C compiler here'
const command = report.built ? report.compiler.command : 'cc'

const FILES: Readonly<Record<string, string>> = {
  'tree/one.c': '#include "beside.h"\n#include <first.h>\n#include MACRO\nint one;\n',
  'tree/beside.h': '#if 0\n# include <deep/second.h>\n#endif\n',
  'include/first.h': '#include_next <stdint.h>\n',
  'include/deep/second.h': '#include "third.h"\n',
  'include/deep/third.h': '#define THIRD 3\n',
  'include/by-macro.h': '#define MACRO_S 1\n',
  'include/forced.h': '#define FORCED 1\n',
  'include/other.h': '#define OTHER 1\n',
}

function written(changes: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const jobIn = (folder: string, flags: readonly string[] = ['-DMACRO="by-macro.h"']) => ({
  command,
  version: 'a compiler 1.0',
  source: join(folder, 'tree/one.c'),
  folder,
  args: ['-O2', ...flags, '-include', 'forced.h', '-I', join(folder, 'include')],
})

const keyOf = (changes?: Record<string, string>) => keyOfObject(jobIn(written(changes)))

test('a key is the same wherever the files lie', { skip }, async () => {
  const key = await keyOf()
  assert.ok(key)
  assert.equal(await keyOf(), key)
})

for (const path of Object.keys(FILES).filter((path) => !path.endsWith('other.h'))) {
  test(`${path} is in the key`, { skip }, async () => {
    assert.notEqual(await keyOf({ [path]: `${FILES[path]}int changed;\n` }), await keyOf())
  })
}

test('a file that comes to stand before another is in the key; one that nobody includes is not', {
  skip,
}, async () => {
  const key = await keyOf()
  assert.notEqual(await keyOf({ 'tree/first.h': '' }), key)
  assert.notEqual(await keyOf({ 'include/beside.h': '' }), key)
  assert.equal(await keyOf({ 'include/other.h': 'int changed;\n' }), key)
})

test('two files that change places make another key', { skip }, async () => {
  const swapped = {
    'tree/beside.h': FILES['include/first.h'] ?? '',
    'include/first.h': FILES['tree/beside.h'] ?? '',
  }
  assert.notEqual(await keyOf(swapped), await keyOf())
})

test('the compiler and its flags are in the key', { skip }, async () => {
  const job = jobIn(written())
  const key = await keyOfObject(job)
  for (const other of [
    { ...job, version: 'a compiler 1.1' },
    { ...job, args: [...job.args, '-O3'] },
    { ...job, args: [...job.args, '-DMORE'] },
  ]) {
    assert.notEqual(await keyOfObject(other), key)
  }
})

test('headers of the system are read', { skip }, () => {
  const read = readBy(jobIn(written()))
  assert.ok(read?.some((line) => /^\/.*\/stdint\.h /.test(line)))
})

test('a name that only the preprocessor knows is left to it', { skip }, async () => {
  assert.equal(readBy(jobIn(written(), ['-DMACRO=NAME(by_macro)'])), undefined)
  const defined = { 'include/first.h': '#define MACRO "by-macro.h"\n' }
  const folder = written(defined)
  assert.equal(readBy(jobIn(folder, [])), undefined)
  const key = await keyOfObject(jobIn(folder, []))
  assert.ok(key)
  const changed = written({ ...defined, 'include/by-macro.h': 'int changed;\n' })
  assert.notEqual(await keyOfObject(jobIn(changed, [])), key)
  rmSync(join(folder, 'tree/beside.h'))
  assert.equal(await keyOfObject(jobIn(folder, [])), undefined)
})
