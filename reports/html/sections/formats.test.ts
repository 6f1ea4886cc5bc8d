import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatsAnalysis, sampleAnalysis } from '../../fixtures/analyses.js'
import { SECTIONS } from '../contents.js'
import { answerContent } from './answers.js'
import { formatsContent } from './formats.js'

test('the page has a section of formats side by side, only where a tree has several', () => {
  assert.ok(SECTIONS.some(({ content }) => content === formatsContent))
  const text = formatsContent(formatsAnalysis())?.text ?? ''
  assert.match(text, /These are different tables/)
  assert.match(text, /<th scope="row">VT-d second stage<\/th>/)
  assert.match(text, /<li>Beside native\/clear-first/)
  assert.equal(formatsContent(sampleAnalysis()), undefined)
})

test("the page's third answer is generic_pt's first", () => {
  const { text } = answerContent(formatsAnalysis())
  assert.match(text, /What is left on the table\?<\/h3> <p>Linux 7\.2\.13[^<]*generic_pt: by pages/)
})
