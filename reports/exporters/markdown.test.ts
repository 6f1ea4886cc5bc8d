import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf, screenOf } from '../answer/index.js'
import {
  formatsAnalysis,
  hostileAnalysis,
  sampleAnalysis,
  troubledAnalysis,
} from '../fixtures/analyses.js'
import { cellGroups } from '../phrases/index.js'
import { markdownText } from '../text/index.js'
import { markdown } from './index.js'

const every = sampleAnalysis({ extent: 'all' })

/** The tables of a text, as lists of lines. */
const tables = (text: string) =>
  text
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
    .map((block) => block.split('\n'))

/** Cells of a line: what stands between bars that are not escaped. */
const cells = (line: string) =>
  line
    .trimEnd()
    .split(/(?<!\\)\|/)
    .slice(1, -1)

/** What is seen before anything is opened. */
const shown = (text: string) => text.slice(0, text.indexOf('<details>'))

test('the three answers stand first, in the words of the screen, and one table', () => {
  for (const analysis of [every, sampleAnalysis(), formatsAnalysis()]) {
    const first = shown(markdown(analysis))
    const { answers, table, without } = screenOf(analysis)
    const places = [
      ...answers.map(
        ({ question, text }, at) =>
          `${at + 1}. **${markdownText(question)}** ${markdownText(text)}`,
      ),
      `${markdownText(table?.heading ?? '')}, `,
      markdownText(without),
    ].map((words) => first.indexOf(words))
    assert.ok(!places.includes(-1), `${places}`)
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    )
    assert.equal(tables(first).length, 1)
    assert.ok(first.split('\n').length <= 40)
  }
})

test('one unmap, the traces, every figure, warnings and the machine are folded', () => {
  const text = markdown(troubledAnalysis())
  assert.deepEqual(
    [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, title]) => title?.slice(0, 9)),
    ['One unmap', 'What the ', 'Every fig', 'Warnings ', 'Machine a'],
  )
  assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length)
  assert.equal(text.match(/^## /gm), null)
})

test('tables have as many cells a line as in their heads, also where a row has no times', () => {
  assert.equal(tables(markdown(every)).length, 2 + cellGroups(every).length)
  const formats = formatsAnalysis(undefined, { formats: ['vtd-ss'] })
  assert.ok(exampleOf(formats)?.rows.some(({ length }) => length < 7))
  for (const [head = '', rule = '', ...lines] of [every, formats].flatMap((one) =>
    tables(markdown(one)),
  )) {
    assert.match(rule, /^\|(---\|)+(---:\|)+$/)
    for (const line of [rule, ...lines]) assert.equal(cells(line).length, cells(head).length, line)
  }
})

test('hostile text marks up nothing, and ends no cell, block or table', () => {
  const hostile = hostileAnalysis()
  const [cell] = hostile.cells
  assert.ok(cell)
  cell.title = '| a | [x](http://y) `code` ~~b~~ \n# c'
  const text = markdown(hostile)
  const outside = text
    .replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '')
    .replace(/^<\/?details>$|^<summary>|<\/summary>$/gm, '')
  assert.doesNotMatch(outside, /<|(?<!\\)`|(?<!\\)\]\(|(?<!\\)~/)
  assert.equal(text.match(/^# /gm)?.length, 1)
  for (const [head = '', ...lines] of tables(text)) {
    for (const line of lines) assert.equal(cells(line).length, cells(head).length, line)
  }
})

test('figures are not escaped apart', () => {
  assert.match(markdown(every), /\| \d\.\d\d x \[\d\.\d\d, \d\.\d\d\] \|/)
})

test('warnings, failures and the command are there', () => {
  const text = markdown(troubledAnalysis())
  assert.match(text, /:\n\n```sh\nnpm run bench -- /)
  assert.match(text, /- The run was interrupted.*Run it again to its end/)
  assert.match(text, /- ts\/map-unmap-pages died in 1M@4K, timing: a synthetic failure/)
})
