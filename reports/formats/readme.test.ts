import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { answers } from '../words/index.js'
import { readmeBlock, withBlock } from './readme.js'

const BEGIN = '<!-- made by `npm run reference` -->'
const END = '<!-- end of what `npm run reference` makes -->'

test('the block answers the three questions and shows the speed-ups', () => {
  const analysis = sampleAnalysis()
  const block = readmeBlock(analysis, 'quick')
  const numbered = block.split('\n').filter((line) => /^\d\. /.test(line))
  const questions = answers(analysis).filter(({ about }) => about === 'question')
  assert.equal(numbered.length, 3)
  for (const [at, { question }] of questions.entries()) {
    assert.ok(numbered[at]?.startsWith(`${at + 1}. **${question}** `), numbered[at])
  }
  assert.match(block, /!\[.*\]\(results\/reference\/charts\/speed-up-by-size\.svg\)$/)
})

test('only what stands between the marks is replaced', () => {
  const text = `before\n${BEGIN}\n\nold\n\n${END}\nafter\n`
  const renewed = withBlock(text, 'new', 'quick')
  assert.equal(renewed, `before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`)
  assert.equal(withBlock(renewed, 'new', 'quick'), renewed)
  assert.throws(() => withBlock('no marks', 'new', 'quick'), /README has no place/)
})
