import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { CLOSING, mail } from './index.js'

const every = sampleAnalysis({ extent: 'all' })
const words = (text: string) => text.replace(/\s+/g, ' ')

test('plain ASCII in 72 columns', () => {
  for (const analysis of [every, sampleAnalysis(), troubledAnalysis(), hostileAnalysis()]) {
    const text = mail(analysis)
    assert.match(text, /^[\x20-\x7e\n]+$/)
    const command = text.slice(text.indexOf('How to measure'), text.indexOf('\nMachine\n'))
    for (const line of text.replace(command, '').split('\n')) {
      assert.ok(line.length <= 72, `${line.length}: ${line}`)
    }
  }
})

test('what a cover letter wants, in its order', () => {
  const order = [
    'How much?',
    'Is half the job enough?',
    'What is left on the table?',
    'Keep layout',
    'How to measure it again',
    'Machine',
    'Method in short',
    words(CLOSING).slice(0, 60),
    'Half widths are',
  ].map((text) => words(mail(every)).indexOf(text))
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  )
  assert.ok(order[0] !== -1)
})

test('a long command is broken so that a shell reads it as one', () => {
  const analysis = sampleAnalysis()
  const args = ['--cell', ...Array.from({ length: 20 }, (_, at) => `${at}M@4K`), '--suite', "it's"]
  const text = mail({ ...analysis, options: { ...analysis.options, arguments: args } })
  const command = /npm run bench -- ([\s\S]*?[^\\])\n\n/.exec(text)?.[1] ?? ''
  assert.ok(command.includes('\\\n'))
  const printed = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
  assert.deepEqual(printed.trimEnd().split('\n'), args)
})

test('letters outside ASCII are spelt plainly, or by their code points', () => {
  const analysis = sampleAnalysis()
  const machine = { ...analysis.machine, cpu: 'M\u00fcller \u2013 5 \u03bcs \u6f22' }
  assert.match(mail({ ...analysis, machine }), /Muller - 5 us \\u\{6f22\}/)
})

test('failing maps are told by their rollback', () => {
  assert.match(mail(every), /^Rollback by the caller over layered/m)
})

test('warnings and failures come with it', () => {
  const text = words(mail(troubledAnalysis()))
  assert.match(text, /- the run was interrupted.*Run it again to its end/)
  assert.match(text, /- ts\/map-unmap-pages died in 1M@4K \(timing\): a synthetic failure/)
})
