/** The committed reference runs can still be read, and README and the files beside them quote them. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/contract/index.js'
import { mail, QUOTED_RUNS, readmeBlock, summary, withBlock } from '../../reports/index.js'
import { formatsResult } from '../../results/fixtures/formats.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { saveResult } from '../../results/record/index.js'
import { runPlaces } from '../../results/record/runs/index.js'
import { newFolder } from '../testing/suites.js'
import {
  makeReference,
  quotedRunOf,
  quotedRuns,
  quotingPages,
  referenceFolder,
} from './reference.js'

const kept = quotedRuns()
const MARKS =
  '<!-- made by `npm run reference` -->\n<!-- end of what `npm run reference` makes -->\n'
const README = join(projectRoot(), 'README.md')
const DOCS = join(projectRoot(), 'docs')

test('README and docs/two-trees.md quote the reference runs', () => {
  for (const [path, block] of quotingPages(kept)) {
    const page = readFileSync(path, 'utf8')
    assert.equal(withBlock(page, block), page, 'npm run reference -- --from results/reference')
  }
})

test('README is short, and every page and picture that it names is there', () => {
  const readme = readFileSync(README, 'utf8')
  assert.ok(readme.split('\n').length <= 121, `${readme.split('\n').length - 1} lines`)
  for (const path of [README, join(DOCS, 'README.md'), join(DOCS, 'two-trees.md')]) {
    const text = readFileSync(path, 'utf8')
    const named = [...text.matchAll(/\]\(([^)]+)\)|srcset="([^"]+)"/g)].map(
      ([, a, b]) => a ?? b ?? '',
    )
    assert.ok(named.length > 0)
    for (const name of named.filter((one) => !one.startsWith('http'))) {
      assert.ok(existsSync(join(path, '..', name.replace(/#.*/, ''))), name)
    }
  }
})

for (const run of QUOTED_RUNS) {
  const own = kept[run]
  test(`the texts beside the reference run are made from it: ${run}`, { skip: !own }, () => {
    assert.ok(own)
    const read = (file: string) => readFileSync(join(referenceFolder(run), file), 'utf8')
    assert.equal(read('summary.txt'), summary(own.analysis))
    assert.equal(read('mail.txt'), mail(own.analysis))
    assert.equal(quotedRunOf(own.analysis), run)
  })
}

test('a run takes the place of its kind, by its own rows, and README quotes all that are there', async () => {
  const root = newFolder()
  for (const page of ['README.md', 'docs/two-trees.md']) {
    mkdirSync(dirname(join(root, page)), { recursive: true })
    writeFileSync(join(root, page), `# x\n\n${withBlock(MARKS, '')}`)
  }
  const io = { stdout: { write: () => {} }, stderr: { write: () => {} } }
  const never = () => Promise.reject(new Error('measured'))
  for (const result of [
    syntheticResult({ generations: 4 }),
    formatsResult({ formats: ['vtd-ss'] }),
  ]) {
    const from = newFolder()
    saveResult(from, result)
    assert.equal(await makeReference({ from }, never, io, root), 0)
  }
  assert.deepEqual(Object.keys(quotedRuns(root)), ['quick', 'generic-pt'])
  assert.deepEqual(
    runPlaces(join(root, 'results')).map(({ name }) => name),
    ['reference', 'reference-generic-pt'],
  )
  for (const { charts } of Object.values(quotedRuns(root))) {
    assert.ok(charts.length > 4 && charts.every((file) => file.endsWith('.svg')))
  }
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  assert.ok(readme.includes(readmeBlock(quotedRuns(root))))
  assert.match(readme, /\[results\/reference-generic-pt\]/)
})
