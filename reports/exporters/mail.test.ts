import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { SYNTHETIC_CELLS } from '../../results/fixtures/synthetic.js'
import { twoTrees } from '../../results/fixtures/two-trees.js'
import { screenOf } from '../answer/index.js'
import {
  builtAnalysis,
  formatsAnalysis,
  hostileAnalysis,
  sampleAnalysis,
  troubledAnalysis,
} from '../fixtures/analyses.js'
import { ascii } from '../text/index.js'
import { mail } from './index.js'

const every = sampleAnalysis({ extent: 'all' })
const oneCell = sampleAnalysis({ withoutCells: SYNTHETIC_CELLS.filter((id) => id !== '64M@4K') })
const interrupted = sampleAnalysis({ interrupt: { generation: 0, cell: '1M@4K' } })
const words = (text: string) => text.replace(/\s+/g, ' ')

const RUNS: Record<string, Analysis> = {
  every,
  oneCell,
  interrupted,
  sample: sampleAnalysis(),
  built: builtAnalysis(),
  formats: formatsAnalysis(),
  noisy: sampleAnalysis({ extent: 'all', noise: { generation: 0.3, round: 0.1, row: 0.1 } }),
  short: sampleAnalysis({ generations: 1 }),
  troubled: troubledAnalysis(),
  hostile: hostileAnalysis(),
  trees: analyse(twoTrees(1.5, ['linux-6.1.0', 'linux-6.12.0'])),
  empty: { ...sampleAnalysis(), cells: [], means: [] },
}

for (const [name, analysis] of Object.entries(RUNS)) {
  test(`plain ASCII, 60 lines of 72 columns: ${name}`, () => {
    const text = mail(analysis)
    assert.match(text, /^[\x20-\x7e\n]+$/)
    const lines = text.trimEnd().split('\n')
    assert.ok(lines.length <= 60, `${lines.length} lines`)
    for (const line of lines) assert.ok(line.length <= 72, `${line.length}: ${line}`)
  })
}

test('a subject, then each question as it was asked, and what the screen answers beneath', () => {
  for (const analysis of [every, oneCell, interrupted, formatsAnalysis()]) {
    const text = mail(analysis)
    assert.ok(text.startsWith('Subject: Re: [RFC PATCH 0/5] Optimization for'))
    const shown = words(text.replace(/^> /gm, ''))
    const places = [
      'Robin Murphy wrote:',
      'real-world performance figures?',
      ...screenOf(analysis).answers.map((answer) => words(ascii(answer.text))),
    ].map((part) => shown.indexOf(part))
    assert.ok(!places.includes(-1), `${places}`)
    assert.deepEqual(
      places.slice(2),
      places.slice(2).toSorted((a, b) => a - b),
    )
    assert.equal(text.match(/^> /gm)?.length, 4)
  }
})

test('a mail says what of its figures is of the real world', () => {
  const bundled = /Bundled traces are of\s+Debian kernels in\s+QEMU\./
  assert.match(mail(oneCell), /figures\?\n\nNo trace was timed\. /)
  assert.doesNotMatch(mail(oneCell), bundled)
  assert.doesNotMatch(mail(every), /No trace/)
  assert.match(mail(every), bundled)
})

test('one answer to all three questions stands once, beneath all of them', () => {
  const shapes = ['unmap-pages', 'map-unmap-pages', 'range-gather', 'punt', 'punt-range']
  const withoutRows = shapes.flatMap((shape) => [`ts/${shape}`, `ts/${shape}~null`])
  const text = mail(sampleAnalysis({ extent: 'all', withoutRows }))
  assert.equal(text.match(/^> /gm)?.length, 4)
  assert.equal(text.match(/^Open: none of the call shapes/gm)?.length, 1)
})

test('one table, its figures those of the screen, traces before sizes where it is too wide', () => {
  const { table } = screenOf(every)
  assert.ok(table)
  const text = mail(every)
  const isTrace = table.columns.map(({ cell }) => cell.startsWith('trace:'))
  assert.ok(isTrace.includes(true) && isTrace.includes(false))
  for (const { figures, shape } of table.rows) {
    const shown = figures.filter(({ text }, at) => isTrace[at] && text !== '')
    if (shown.length === 0) continue
    const line = text.split('\n').find((one) => one.startsWith(` ${shape} `))
    assert.ok(line, shape)
    for (const { text } of shown) assert.ok(line.includes(` ${ascii(text)}`), line)
  }
})

test('one unmap is counted: calls, walks and invalidation commands; and how its times spread', () => {
  const text = mail(sampleAnalysis())
  assert.match(text, /^One unmap of 1M, /m)
  assert.match(text, /^ per-page +512 +256 +257 \/ 2 /m)
  assert.match(text, /^ unmap-pages +2 +1 +257 \/ 2 /m)
  assert.match(text, /commands +min +median +max$/m)
  assert.match(
    words(text),
    /20 rounds in 10 generations of fresh processes, each a median: max is no single call's\. Not only the maximum moved: unmap-pages is 5\.\d\d x as fast by the minimum/,
  )
})

test('with a hundred rounds p99 is reported, and of rounds alike nothing moved', () => {
  const many = mail(sampleAnalysis({ generations: 50 }))
  assert.match(many, /commands +min +median +p99$/m)
  const few = words(mail(sampleAnalysis({ generations: 1 })))
  assert.doesNotMatch(few, /More moved/)
})

test('two trees: the subject names them, and what differs comes first', () => {
  const analysis = analyse(twoTrees(1.5, ['linux-6.1.0', 'linux-6.12.0']))
  const text = mail(analysis)
  assert.match(text, /^Subject: iommu map and unmap, Linux 6\.12\.0 against Linux 6\.1\.0$/m)
  const [first = ''] = screenOf(analysis).differs
  assert.ok(words(text).indexOf(ascii(first)) > 0)
  assert.ok(words(text).indexOf(ascii(first)) < text.indexOf('Robin Murphy'))
})

test('machine and command come in two lines, and a long command reads as one', () => {
  const analysis = sampleAnalysis()
  assert.match(
    mail(analysis),
    /^Synthetic CPU, 8 CPUs, Linux 6\.12\.0; 60 s\nnpm run bench -- --suite synthetic$/m,
  )
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

test('what the times leave out and what to mind end it', () => {
  const text = words(mail(troubledAnalysis()))
  const { mind, without } = screenOf(troubledAnalysis())
  assert.ok(text.includes(words(ascii(without))))
  assert.ok(text.includes(`Mind: ${words(ascii(mind[0] ?? ''))}`))
})
