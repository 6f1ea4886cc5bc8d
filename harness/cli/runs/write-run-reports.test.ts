/** A disk that fills while reports are written takes the answer from nobody. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SYNTHETIC_CELLS, syntheticResult } from '../../../results/fixtures/synthetic.js'
import { saveResult } from '../../../results/record/index.js'
import { run } from '../../testing/capture.js'
import { newFolder } from '../../testing/suites.js'

function storedRun(): string {
  const folder = newFolder()
  saveResult(folder, syntheticResult({ withoutCells: SYNTHETIC_CELLS.slice(2) }))
  return folder
}

for (const [what, spoil] of [
  ['a file', (folder: string) => mkdirSync(join(folder, 'report.html'))],
  ['the folder of charts', (folder: string) => writeFileSync(join(folder, 'charts'), '')],
] as const) {
  test(`${what} that cannot be written: the answer, and the command that finishes`, async () => {
    const folder = storedRun()
    const whole = await run('report', folder, '--out', newFolder())
    spoil(folder)
    const { code, stderr, stdout } = await run('report', folder)
    assert.equal(code, 2)
    assert.match(
      stderr,
      /^cannot (write|create) .*; the result is saved: npm run report -- \S+ makes the reports\n$/,
    )
    assert.ok(stdout.length > 1000)
    // All but where the reports are.
    const answer = (text: string) => text.replace(/^(More|Page|Mail|Again) .*\n/gm, '')
    assert.equal(answer(stdout), answer(whole.stdout))
    assert.doesNotMatch(stdout, /^(More|Page|Mail) /m)
  })
}
