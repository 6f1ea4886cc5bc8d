import assert from 'node:assert/strict'
import { test } from 'node:test'
import { screenOf } from '../answer/index.js'
import { formatsAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { plain } from './markdown-text.js'
import { type Quoted, readmeBlock, treesBlock, withBlock } from './readme.js'

const BEGIN = '<!-- made by `npm run reference` -->'
const END = '<!-- end of what `npm run reference` makes -->'

const quoted = (analysis: Quoted['analysis'], ...charts: string[]): Quoted => ({ analysis, charts })
const traced = quoted(sampleAnalysis(), 'speed-up-by-size.svg')
const untraced = quoted(
  sampleAnalysis({ withoutCells: ['trace:arm64-6.1-strict-nvme_seq1m'] }),
  'headline.svg',
  'headline-dark.svg',
)
const generic = quoted(formatsAnalysis())

const sentence = ({ analysis }: Quoted, at: number) =>
  plain(screenOf(analysis).answers[at]?.text ?? 'none')

test('three sentences, each the screen of a run that can say: traces first, generic_pt for the third', () => {
  const hasTrace = ({ analysis }: Quoted) =>
    analysis.cells.some(({ workload }) => workload === 'trace')
  assert.ok(hasTrace(traced) && !hasTrace(untraced))
  const block = readmeBlock({ quick: traced, kernel: untraced, 'generic-pt': generic })
  const lines = block.split('\n').filter((line) => /^\d\. /.test(line))
  assert.deepEqual(lines, [
    `1. **How much?** ${sentence(traced, 0)}`,
    `2. **Half enough?** ${sentence(traced, 1)}`,
    `3. **Left on the table?** ${sentence(generic, 2)}`,
  ])
})

test("without traces a kernel's own code goes before ours, and what is there is enough", () => {
  const other = quoted(
    sampleAnalysis({ withoutCells: ['trace:arm64-6.1-strict-nvme_seq1m'], seed: 2 }),
  )
  const block = readmeBlock({ quick: untraced, kernel: other })
  assert.ok(block.includes(sentence(other, 0)))
  assert.notEqual(sentence(other, 0), sentence(untraced, 0))
  assert.match(readmeBlock({ quick: traced }), /^1\. /)
  assert.doesNotMatch(readmeBlock({ quick: traced }), /reference-kernel/)
})

test('one picture, the headline where it was drawn, light and dark', () => {
  assert.match(
    readmeBlock({ quick: traced, kernel: untraced }),
    /srcset="results\/reference-kernel\/charts\/headline-dark\.svg"><img alt=".*" src="results\/reference-kernel\/charts\/headline\.svg">/,
  )
  const block = readmeBlock({ quick: traced })
  assert.match(block, /!\[.*\]\(results\/reference\/charts\/speed-up-by-size\.svg\)/)
  assert.equal(block.match(/!\[/g)?.length, 1)
})

test('what two trees differ in is told of the run that has them, and of no other', () => {
  assert.equal(treesBlock({ quick: traced }), '')
  const block = treesBlock({ kernel: untraced })
  assert.ok(block.includes(plain(screenOf(untraced.analysis).table?.heading ?? 'none')))
})

test('only what stands between the marks is replaced', () => {
  const text = `before\n${BEGIN}\n\nold\n\n${END}\nafter\n`
  const renewed = withBlock(text, 'new')
  assert.equal(renewed, `before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`)
  assert.equal(withBlock(renewed, 'new'), renewed)
  assert.throws(() => withBlock('no marks', 'new'), /there is no place/)
})
