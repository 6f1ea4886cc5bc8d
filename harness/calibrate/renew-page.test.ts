import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BY_HAND, renewPage } from './renew-page.js'

test('what was written by hand below a page that is made stays', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-page-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'page.md')
  renewPage(path, '# One\n')
  assert.equal(readFileSync(path, 'utf8'), '# One\n')
  writeFileSync(path, `# One\n\n${BY_HAND}\n\n## Kept\n`)
  renewPage(path, '# Two\n')
  renewPage(path, '# Three\n')
  assert.equal(readFileSync(path, 'utf8'), `# Three\n\n${BY_HAND}\n\n## Kept\n`)
})
