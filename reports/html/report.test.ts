import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { analyse } from '../../results/analysis/index.js'
import { loadResult } from '../../results/record/index.js'
import { screenOf } from '../answer/index.js'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { formatNs, type UntimedEngine, untimedEngines } from '../phrases/index.js'
import { htmlReport } from './index.js'
import { escapeHtml, html, Markup } from './parts/markup.js'
import { SECTIONS } from './report.js'

const analysis = sampleAnalysis({ extent: 'all', instructions: true })
const page = await htmlReport(analysis)
/** What scripts hold is not markup. */
const outside = (text: string) => text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')

test('values in a template are text, markup is markup', () => {
  assert.equal(
    html`<p a="${'"'}">${'<b>'}${new Markup('<i>')}${[1, undefined]}</p>`.text,
    '<p a="&quot;">&lt;b&gt;<i>1</p>',
  )
  assert.equal(escapeHtml(`<&>"'`), '&lt;&amp;&gt;&quot;&#39;')
})

test('the page is one small file that loads nothing', async () => {
  const reference = await htmlReport(analyse(loadResult('results/reference')))
  for (const text of [page, reference]) {
    assert.ok(Buffer.byteLength(text) < 1_500_000, `${Buffer.byteLength(text)} bytes`)
    const markup = outside(text)
    assert.doesNotMatch(markup, /<(link|iframe|object|embed|img|base)\b/i)
    assert.doesNotMatch(markup, /\s(src|srcset|action|data)\s*=/i)
    assert.doesNotMatch(markup, /\shref\s*=(?!"#[a-z]+")/i)
    assert.doesNotMatch(text.replace(/<script>[\s\S]*?<\/script>/g, ''), /@import|url\(/)
  }
})

test('each way of a rollback has its time in its own column', () => {
  const cells = analysis.cells.filter(({ workload }) => workload === 'rollback')
  assert.ok(cells.length > 0)
  for (const { figures } of cells) {
    const [caller, layered] = ['ts/whole-run', 'ts/layered-rollback'].map(
      (row) => figures[row]?.map?.nsPerOperation ?? Number.NaN,
    )
    assert.notEqual(caller, layered)
    const cell = (ns: number) => `<td data-sort="${ns}">${formatNs(ns)}</td>`
    assert.ok(page.includes(cell(caller) + cell(layered)), `${caller} and ${layered}`)
  }
})

test('the policy names the script by its hash and allows no evaluation', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  assert.ok(policy.includes(`script-src &#39;sha256-${hash}&#39;;`))
  assert.match(policy, /default-src &#39;none&#39;/)
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/)
  assert.ok(script.length < 60_000, `${script.length} characters of script`)
})

test('the sections stand in their order, and the contents lead to each', () => {
  const headings = [...outside(page).matchAll(/<h2 id="([^"]*)"/g)].map((match) => match[1])
  assert.deepEqual(
    headings,
    SECTIONS.map(({ id }) => id).filter((id) => headings.includes(id)),
  )
  for (const id of 'explorer steps traces dilution rollback untimed method run'.split(' ')) {
    assert.ok(headings.includes(id), id)
  }
  const links = [...outside(page).matchAll(/<li><a href="#([^"]*)"/g)].map((match) => match[1])
  assert.deepEqual(links, ['answer', ...headings])
})

test('the three answers stand before all else, in the words of the screen', () => {
  const markup = outside(page)
  const screen = screenOf(analysis)
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  let from = 0
  for (const { figure, question, text } of screen.answers) {
    const at = plain(markup).indexOf(`<h2>${escapeHtml(question)}</h2>`)
    assert.ok(at > from, question)
    from = at
    assert.ok(plain(markup).includes(escapeHtml(figure)), figure)
    assert.ok(plain(markup).includes(escapeHtml(text)), text)
  }
  assert.ok(markup.indexOf('id="answer-chart"') < markup.indexOf('id="explorer"'))
})

test('every chart has a name and stands beside a table', () => {
  for (const [, label] of outside(page).matchAll(/<svg [^>]*role="img" aria-label="([^"]*)"/g)) {
    assert.match(label ?? '', /\w{5}.*The table holds the figures\.$/)
  }
  const sections = outside(page).split(/<h2 id=/)
  for (const section of sections) {
    if (section.includes('<svg')) assert.match(section, /<table/)
  }
})

test('what scripts read cannot end its element, and is what the tables say', () => {
  for (const id of ['explorer-data', 'detail-data']) {
    const [, text = ''] = new RegExp(`id="${id}">([^<]*)</script>`).exec(page) ?? []
    assert.match(text, /^[\w+/=]+$/)
    const data: unknown = JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString())
    assert.ok(data !== null && typeof data === 'object')
  }
})

test('a step tells its gain, its instructions, and what is counted otherwise', () => {
  const steps = page.slice(page.indexOf('<h2 id="steps">'), page.indexOf('<h2 id="traces">'))
  assert.match(steps, /unmap-pages: unmap by run/)
  assert.match(steps, /calls [\d ]+ to [\d ]+/)
  assert.match(steps, /<td>\d+\.\d to \d+\.\d<\/td>/)
})

test('speed-ups shrink with the work that stands beside them, from what they are without', () => {
  const dilution = page.slice(
    page.indexOf('<h2 id="dilution">'),
    page.indexOf('<h2 id="rollback">'),
  )
  const rows = [...dilution.matchAll(/<tr><th scope="row">punt-range<\/th>(.*?)<\/tr>/g)]
  assert.ok(rows.length > 3)
  for (const [, row = ''] of rows) {
    const title = /<td class="words">([^<]*)</.exec(row)?.[1]
    const cell = screenOf(analysis).table?.columns.find(({ label }) => label === title)?.cell
    const figures = analysis.cells.find(({ id }) => id === cell)?.figures['ts/punt-range']
    const ratio = (figures?.sum ?? figures?.mixed)?.estimate ?? 0
    const values = [...row.matchAll(/data-sort="([\d.]+)"/g)].map(([, value]) => Number(value))
    assert.ok(values.length > 4)
    assert.ok(Math.abs((values[0] ?? 0) / ratio - 1) < 1e-3, title)
    // A map and its unmap are two operations, with 10 us of other work each.
    const base = analysis.cells.find(({ id }) => id === cell)?.figures['ts/per-page']
    const ns = (base?.sum ?? base?.mixed)?.nsPerOperation ?? 0
    const other = (base?.sum === undefined ? 1 : 2) * 10_000
    const left = (ns + other) / (ns / ratio + other)
    assert.ok(Math.abs((values.at(-1) ?? 0) / left - 1) < 1e-3, title)
    for (const [at, value] of values.entries()) {
      const before = values[at - 1] ?? value
      assert.ok(Math.abs(Math.log(value)) <= Math.abs(Math.log(before)) + 1e-9, title)
    }
  }
})

test('an engine that was only counted is not among the times of traces', () => {
  const traces = page.slice(page.indexOf('<h2 id="traces">'), page.indexOf('<h2 id="dilution">'))
  assert.match(traces, /punt-range/)
  assert.doesNotMatch(traces, /map-sg/)
})

test('what was not timed is reported with its reason', () => {
  const [{ engine, reason }] = untimedEngines(analysis) as [UntimedEngine]
  const [table = ''] = page.slice(page.indexOf('<h2 id="untimed">')).split('</table>')
  assert.ok(table.includes(`<th scope="row">${engine}</th>`))
  assert.ok(table.includes(reason))
  assert.doesNotMatch(table, /bare-loop/)
})

test('headings go down by one level at most, and ids are unique', () => {
  const levels = [...outside(page).matchAll(/<h(\d)/g)].map((match) => Number(match[1]))
  assert.equal(levels[0], 1)
  for (const [at, level] of levels.entries()) assert.ok(level - (levels[at - 1] ?? 1) <= 1)
  const ids = [...outside(page).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])
  assert.equal(new Set(ids).size, ids.length)
})

test('warnings and failures are reported, with their remedies', async () => {
  const troubled = outside(await htmlReport(troubledAnalysis()))
  assert.match(troubled, /The run was interrupted[^<]*<\/p><p class="remedy">Run it again/)
  assert.match(troubled, /<code>ts\/map-unmap-pages<\/code> died in <code>1M@4K<\/code>/)
  assert.match(troubled, /href="#failures"/)
  const quiet = await htmlReport(sampleAnalysis())
  assert.doesNotMatch(outside(quiet), /id="(warnings|failures)"/)
})

test('warnings that touch figures are named beside them, with a link to the list', async () => {
  const made = sampleAnalysis()
  const warning = {
    code: 'two-modes',
    message: 'times fall',
    remedy: 'look',
    cells: ['64K@4K', '1M@4K'],
  }
  const touched = outside(await htmlReport({ ...made, warnings: [warning] }))
  assert.match(
    touched,
    /<a class="touched" href="#warnings">[^<]*<\/a> touch these figures: two modes \(64K; 1M\)/,
  )
  assert.doesNotMatch(outside(await htmlReport({ ...made, warnings: [] })), /class="touched"/)
})

test('whatever stands in a result comes out as text', async () => {
  const hostile = await htmlReport(hostileAnalysis())
  assert.doesNotMatch(outside(hostile), /<img/)
  // Both kinds of data, and the script.
  assert.equal(hostile.match(/<script\b/g)?.length, 3)
  assert.equal(hostile.match(/<\/script/g)?.length, 3)
  assert.ok(hostile.includes('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'))
})

test('a run without figures makes a page without charts', async () => {
  const empty = await htmlReport({ ...sampleAnalysis(), cells: [], means: [] })
  assert.doesNotMatch(outside(empty), /<figure|<svg|<table|undefined/)
  assert.match(empty, /class="card unanswered"/)
})
