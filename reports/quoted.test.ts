import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis } from '../results/analysis/index.js'
import { screenOf } from './answer/index.js'
import { formatsAnalysis, sampleAnalysis } from './fixtures/analyses.js'
import { type Quoted, readmeBlock, treesBlock, withBlock } from './quoted.js'
import { markdownText } from './text/index.js'

const BEGIN = '<!-- made by `npm run reference` -->'
const END = '<!-- end of what `npm run reference` makes -->'

const quoted = (analysis: Analysis, ...charts: string[]): Quoted => ({ analysis, charts })
const traced = quoted(sampleAnalysis(), 'speed-up-by-size.svg')
const untraced = quoted(
  sampleAnalysis({ withoutCells: ['trace:arm64-6.1-strict-nvme_seq1m'] }),
  'headline.svg',
  'headline-dark.svg',
)
const generic = quoted(formatsAnalysis())

const sentence = (analysis: Analysis, at: number) =>
  markdownText(screenOf(analysis).answers[at]?.text ?? 'none')
const sentences = (block: string) => block.split('\n').filter((line) => /^\d\. /.test(line))

test('three sentences of the screen: the kernel run with real traces beside it, generic_pt for the third', () => {
  const block = readmeBlock({ quick: traced, kernel: untraced, 'generic-pt': generic })
  const [trace] = traced.analysis.cells.filter(({ workload }) => workload === 'trace')
  assert.ok(trace && untraced.analysis.cells.every(({ workload }) => workload !== 'trace'))
  const both = { ...untraced.analysis, cells: [...untraced.analysis.cells, trace] }
  assert.match(sentence(both, 0), /^Page-table time of/)
  assert.deepEqual(sentences(block), [
    `1. **How much?** ${sentence(both, 0)}`,
    `2. **Half enough?** ${sentence(both, 1)}`,
    `3. **Left on the table?** ${sentence(generic.analysis, 2)}`,
  ])
})

test('traces of a run of its own are enough, and so is one run', () => {
  const other = quoted(sampleAnalysis({ seed: 2 }))
  assert.notEqual(sentence(other.analysis, 0), sentence(traced.analysis, 0))
  const block = readmeBlock({ quick: traced, kernel: other })
  assert.ok(block.includes(sentence(other.analysis, 0)))
  const alone = readmeBlock({ quick: traced })
  assert.ok(sentences(alone)[2]?.endsWith(sentence(traced.analysis, 2)))
  assert.doesNotMatch(alone, /reference-kernel/)
  assert.equal(readmeBlock({}), '')
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
  assert.ok(block.includes(markdownText(screenOf(untraced.analysis).table?.heading ?? 'none')))
})

test('only what stands between the marks is replaced', () => {
  const text = `before\n${BEGIN}\n\nold\n\n${END}\nafter\n`
  const renewed = withBlock(text, 'new')
  assert.equal(renewed, `before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`)
  assert.equal(withBlock(renewed, 'new'), renewed)
  assert.throws(() => withBlock('no marks', 'new'), /there is no place/)
})
