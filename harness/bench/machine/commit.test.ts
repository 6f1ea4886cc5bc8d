import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkoutState, projectCommit } from './commit.js'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-commit-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const hasGit = spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  const { status } = spawnSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' })
  assert.equal(status, 0, `git ${args.join(' ')}`)
}

test('a checkout tells its commit and whether it is dirty', { skip: !hasGit }, () => {
  const file = join(folder, 'file')
  mkdirSync(join(folder, 'below'))
  git('init')
  assert.deepEqual(checkoutState(folder), {}, 'no commit yet')
  writeFileSync(file, 'one')
  git('add', 'file')
  git('commit', '-m', 'one', '--no-gpg-sign')
  const clean = checkoutState(folder)
  assert.match(clean.commit ?? '', /^[0-9a-f]{40,64}$/)
  assert.equal(clean.dirty, false)
  writeFileSync(file, 'two')
  assert.deepEqual(checkoutState(folder), { commit: clean.commit, dirty: true })
  assert.deepEqual(checkoutState(join(folder, 'below')), {}, 'not the top of the checkout')
})

test('outside git there is nothing to tell', () => {
  const outside = mkdtempSync(join(tmpdir(), 'unmap-bench-outside-'))
  try {
    assert.deepEqual(checkoutState(outside), {})
  } finally {
    rmSync(outside, { recursive: true })
  }
})

test('the project itself gives both or neither', () => {
  const { commit, dirty } = projectCommit()
  assert.equal(commit === undefined, dirty === undefined)
})
