/** docs/explain.md shows what the command prints: each of its examples is run. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/index.js'
import { run } from '../testing/capture.js'

const manual = readFileSync(join(projectRoot(), 'docs', 'explain.md'), 'utf8')
const examples = [...manual.matchAll(/^```console\n\$ npm run -s explain -- (.*)\n([^`]*)^```$/gm)]

test('the manual has examples', () => assert.ok(examples.length >= 3))

for (const [, line, shown] of examples) {
  test(`docs/explain.md: ${line}`, async () => {
    const { code, stderr, stdout } = await run('explain', ...line.split(' '))
    assert.equal(code, 0, stderr)
    assert.equal(stdout.trimEnd(), shown.trimEnd())
  })
}
