/** The committed reference run can still be read, and README and the files beside it tell what it says. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'
import { mail, readmeBlock, summary, withBlock } from '../reports/index.js'
import { analyse, loadResult } from '../results/index.js'
import { referenceFolder } from './commands/reference.js'

for (const run of ['quick', 'kernel'] as const) {
  const folder = referenceFolder(run)
  const analysis = analyse(loadResult(folder))

  test(`README tells what the reference run says: ${run}`, () => {
    const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8')
    assert.equal(
      withBlock(readme, readmeBlock(analysis, run), run),
      readme,
      'npm run reference -- --from results/reference',
    )
  })

  test(`the texts beside the reference run are made from it: ${run}`, () => {
    const read = (file: string) => readFileSync(join(folder, file), 'utf8')
    assert.equal(read('summary.txt'), summary(analysis))
    assert.equal(read('mail.txt'), mail(analysis))
  })
}
