import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { holderOf, lockRun } from './lock.js'

const newFolder = () => mkdtempSync(join(tmpdir(), 'unmap-bench-lock-'))

test('a folder that is taken is refused, and free again when it is given back', () => {
  const folder = newFolder()
  const release = lockRun(folder)
  assert.equal(holderOf(folder), process.pid)
  assert.throws(() => lockRun(folder), new RegExp(`process ${process.pid} is at work on this run`))
  release()
  assert.equal(holderOf(folder), undefined)
  lockRun(folder)()
  assert.equal(existsSync(join(folder, 'lock')), false)
})

test('what a killed process left behind is taken over', () => {
  const folder = newFolder()
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(join(folder, 'lock'), `${pid}\n`)
  assert.equal(holderOf(folder), undefined)
  lockRun(folder)()
})

test('a process that has only the number of the one that was killed holds nothing', {
  skip: existsSync('/proc/self/stat') ? false : 'the system does not say when a process started',
}, () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'lock'), `${process.pid} 1\n`)
  assert.equal(holderOf(folder), undefined)
  lockRun(folder)()
})

test('a folder that is gone is told of', () => {
  assert.throws(() => lockRun(join(newFolder(), 'gone')), /cannot write .*gone.lock: .*ENOENT/)
})
