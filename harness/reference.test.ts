/** The committed reference run can still be read, and README and the files beside it tell what it says. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'
import { mail, readmeBlock, summary, withBlock } from '../reports/index.js'
import { analyse, loadResult } from '../results/index.js'
import { referenceFolder } from './commands/reference.js'

const analysis = analyse(loadResult(referenceFolder()))

test('README tells what the reference run says', () => {
  const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8')
  assert.equal(
    withBlock(readme, readmeBlock(analysis)),
    readme,
    'npm run reference -- --from results/reference',
  )
})

test('the texts beside the reference run are made from it', () => {
  const read = (file: string) => readFileSync(join(referenceFolder(), file), 'utf8')
  assert.equal(read('summary.txt'), summary(analysis))
  assert.equal(read('mail.txt'), mail(analysis))
})
