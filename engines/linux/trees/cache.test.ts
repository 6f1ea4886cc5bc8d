import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { cacheFolder, fillFolder } from './cache.js'
import { temporaryFolder } from './testing.js'

process.env.XDG_CACHE_HOME = temporaryFolder()

test('the cache never lies in the folder at hand', () => {
  const { HOME, XDG_CACHE_HOME } = process.env
  try {
    for (const [cache, home, expected] of [
      ['/caches', '/home/me', '/caches/unmap-bench'],
      ['', '/home/me', '/home/me/.cache/unmap-bench'],
      ['relative', '/home/me', '/home/me/.cache/unmap-bench'],
      ['relative', '', join(userInfo().homedir, '.cache/unmap-bench')],
    ] as const) {
      Object.assign(process.env, { XDG_CACHE_HOME: cache, HOME: home })
      assert.equal(cacheFolder(), expected)
    }
  } finally {
    Object.assign(process.env, { HOME, XDG_CACHE_HOME })
  }
})

test('a folder of the cache is filled once, whole or not at all', async () => {
  const folder = join(temporaryFolder(), 'cache', 'one')
  let times = 0
  const fill = async (into: string) => {
    times++
    writeFileSync(join(into, 'file'), '')
  }
  await Promise.all([fillFolder(folder, fill), fillFolder(folder, fill)])
  assert.equal(times, 1)
  assert.deepEqual(readdirSync(dirname(folder)), ['one'])
  const other = join(dirname(folder), 'two')
  const fails = fillFolder(other, () => {
    throw new Error('it fails')
  })
  await assert.rejects(fails, /it fails/)
  assert.deepEqual(readdirSync(dirname(folder)), ['one'])
  // Left behind by a process that is no more: no process has such a number.
  writeFileSync(`${other}.lock`, '999999999')
  await fillFolder(other, fill)
  assert.equal(times, 2)
})

test('a folder of the cache waits for no process that is no more, and says what cannot be written', {
  timeout: 60_000,
}, async () => {
  const folder = join(temporaryFolder(), 'cache', 'one')
  const lock = `${folder}.lock`
  mkdirSync(dirname(folder))
  const filled = async () => {
    await fillFolder(folder, (into) => writeFileSync(join(into, 'file'), ''))
    assert.deepEqual(readdirSync(dirname(folder)), ['one'])
    rmSync(folder, { recursive: true })
  }
  // Of this number, and before this process: a container's processes have the same numbers every time.
  if (existsSync('/proc/self/stat')) {
    writeFileSync(lock, `${process.pid} 1\n`)
    await filled()
  }
  // Killed before it could write who it is.
  writeFileSync(lock, '')
  utimesSync(lock, 0, 0)
  await filled()
  const cannot = /^InputError: cannot write the cache .*: ENOTDIR: not a directory; XDG_CACHE_HOME/
  writeFileSync(folder, '')
  await assert.rejects(
    fillFolder(join(folder, 'two', 'three'), () => {}),
    cannot,
  )
})
