import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { answers, cellGroups } from '../words/index.js'
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

test('the answer stands first, its questions in bold', () => {
  const text = markdown(every)
  const places = answers(every).map(({ question }) => text.indexOf(`**${question.slice(0, 8)}`))
  assert.ok(places.every((place) => place > 0))
  assert.ok((places.at(0) ?? 0) < text.indexOf('|'))
})

test('every group is a table whose lines have as many cells as its head', () => {
  const all = tables(markdown(every))
  assert.equal(all.length, cellGroups(every).length)
  for (const [head = '', rule = '', ...lines] of all) {
    assert.match(rule, /^\|---\|---\|(---:\|)+$/)
    for (const line of [rule, ...lines]) assert.equal(cells(line).length, cells(head).length, line)
  }
})

test('hostile text marks up nothing, and ends no cell, block or table', () => {
  const hostile = hostileAnalysis()
  const [cell] = hostile.cells
  assert.ok(cell)
  cell.title = '| a | [x](http://y) `code` ~~b~~ \n# c'
  const text = markdown(hostile)
  const outside = text.replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '')
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
  assert.match(text, /## Again\n\n```sh\nnpm run bench -- /)
  assert.match(text, /- The run was interrupted.*Run it again to its end/)
  assert.match(text, /- ts\/map-unmap-pages died in 1M@4K, timing: a synthetic failure/)
})
