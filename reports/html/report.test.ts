import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { COUNTERS } from '../../engines/contract/index.js'
import { CHARTS, POINTS } from '../charts/index.js'
import { drawCharts } from '../drawn.js'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { answers, type UntimedEngine, untimedEngines } from '../words/index.js'
import { SECTIONS } from './contents.js'
import { htmlReport } from './index.js'
import { escapeHtml, html, Markup } from './markup.js'

const analysis = sampleAnalysis({ extent: 'all' })
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

test('the page is one small file that loads nothing', () => {
  assert.ok(Buffer.byteLength(page) < 1_500_000, `${Buffer.byteLength(page)} bytes`)
  const markup = outside(page)
  assert.doesNotMatch(markup, /<(link|iframe|object|embed|img|base)\b/i)
  assert.doesNotMatch(markup, /\s(src|srcset|action|data)\s*=/i)
  assert.doesNotMatch(markup, /\shref\s*=(?!"#[a-z]+")/i)
  assert.doesNotMatch(page.replace(/<script>[\s\S]*?<\/script>/g, ''), /@import|url\(/)
})

test('the policy names both scripts by their hashes and allows no evaluation', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  const loader = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  const packed = /id="runtime">([^<]*)<\/script>/.exec(page)?.[1] ?? ''
  const runtime = gunzipSync(Buffer.from(packed, 'base64')).toString()
  const [first, second] = [loader, runtime].map((script) =>
    createHash('sha256').update(script).digest('base64'),
  )
  assert.ok(policy.includes(`script-src &#39;sha256-${first}&#39; &#39;sha256-${second}&#39;;`))
  assert.match(policy, /default-src &#39;none&#39;/)
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/)
  assert.match(runtime, /^\/\*\n[\s\S]{0,20000}vega-view[\s\S]+Redistribution and use/)
})

test('the sections stand in their order, and the contents lead to each', () => {
  const ids = [...outside(page).matchAll(/<h2 id="([^"]*)"/g)].map((match) => match[1])
  const planned = ['answer', ...SECTIONS.map(({ id }) => id)]
  assert.deepEqual(
    ids,
    planned.filter((id) => ids.includes(id)),
  )
  for (const id of 'answer ladder sizes counts rollback modes traces method run'.split(' ')) {
    assert.ok(ids.includes(id), id)
  }
  const links = [...outside(page).matchAll(/<li><a href="#([^"]*)"/g)].map((match) => match[1])
  assert.deepEqual(links, ids)
  const [first] = answers(analysis)
  assert.ok(first && outside(page).indexOf(first.question) < outside(page).indexOf('id="ladder"'))
})

test('every chart stands in one section, those that none names in the last', () => {
  const placed = SECTIONS.flatMap(({ charts }) => charts)
  for (const { name } of CHARTS) {
    assert.equal(placed.filter((one) => one === name).length, 1, name)
  }
  assert.equal(SECTIONS.at(-1)?.id, 'more')
})

test('every chart has a static picture, a caption, a table and a command', () => {
  for (const { name, title } of CHARTS) {
    const section = page.slice(page.indexOf(`<h3 id="chart-${name}">`)).split('</section>')[0] ?? ''
    assert.match(section, /<svg [\s\S]*<\/svg>/)
    assert.match(section, /role="img" aria-label="[^"]{40,}"/)
    assert.match(section, /<figcaption>[^<]{40,}/)
    assert.match(section, /<table>/)
    assert.match(section, /<code>npm run bench -- .*<\/code>/)
    assert.ok(section.includes(title))
  }
})

test('under every table of figures stands the command for just its cells', () => {
  const rollback = page.slice(page.indexOf('<h2 id="rollback">'), page.indexOf('<h2 id="modes">'))
  const commands = [...rollback.matchAll(/<code>(npm run bench[^<]*)<\/code>/g)]
  assert.ok(commands.length > 0)
  for (const [, command] of commands) assert.match(command ?? '', /--cell rollback:/)
})

test('data that charts share stands in the page once, and what it holds cannot end its element', () => {
  const [, text = ''] = /id="data">([^<]*)<\/script>/.exec(page) ?? []
  assert.match(text, /^[\w+/=]+$/)
  const data: Record<string, unknown> = JSON.parse(
    gunzipSync(Buffer.from(text, 'base64')).toString(),
  )
  const shared = JSON.stringify(data[POINTS])
  assert.ok(shared.length > 1000)
  for (const [, source = ''] of page.matchAll(
    /<script type="application\/gzip">([^<]*)<\/script>/g,
  )) {
    assert.match(source, /^[\w+/=]+$/)
    assert.ok(!gunzipSync(Buffer.from(source, 'base64')).toString().includes(shared))
  }
})

test('an engine that was only counted has its counts, and is not among the times', () => {
  const counts = page.slice(page.indexOf('<h2 id="counts">'), page.indexOf('<h2 id="rollback">'))
  assert.match(counts, /<th scope="row">map-sg \(counted only\)<\/th>/)
  const traces = page.slice(page.indexOf('<h2 id="traces">'), page.indexOf('<h2 id="method">'))
  assert.doesNotMatch(traces, /map-sg/)
})

test('what was not timed is told with its reason', () => {
  const [{ engine, reason }] = untimedEngines(analysis) as [UntimedEngine]
  const [table = ''] = page.slice(page.indexOf('What was not timed, and why')).split('</table>')
  assert.ok(table.includes(`<th scope="row">${engine}</th>`))
  assert.ok(table.includes(reason))
  assert.doesNotMatch(table, /bare-loop/)
})

test('counts are explained in the words of the contract', () => {
  for (const name of [
    'driverCalls',
    'tableCalls',
    'walks',
    'pteReads',
    'pteWrites',
    'tlbAdds',
  ] as const) {
    assert.ok(page.includes(COUNTERS[name]))
  }
})

test('headings go down by one level at most, and ids are unique', () => {
  const levels = [...outside(page).matchAll(/<h(\d)/g)].map((match) => Number(match[1]))
  assert.equal(levels[0], 1)
  for (const [at, level] of levels.entries()) assert.ok(level - (levels[at - 1] ?? 1) <= 1)
  const ids = [...outside(page).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])
  assert.equal(new Set(ids).size, ids.length)
})

test('warnings and failures are told, with their remedies', async () => {
  const troubled = outside(await htmlReport(troubledAnalysis()))
  assert.match(troubled, /The run was interrupted[^<]*<\/p><p class="remedy">Run it again/)
  assert.match(troubled, /<code>ts\/map-unmap-pages<\/code> died in <code>1M@4K<\/code>/)
  assert.match(troubled, /href="#failures"/)
  const quiet = await htmlReport(sampleAnalysis())
  assert.doesNotMatch(outside(quiet), /id="(warnings|failures)"/)
})

test('whatever stands in a result comes out as text', async () => {
  const hostile = await htmlReport(hostileAnalysis())
  assert.doesNotMatch(outside(hostile), /<img/)
  const scripts = hostile.match(/<script\b/g)?.length
  const { length: drawn } = await drawCharts(hostileAnalysis())
  // One a chart; their data, the runtime, and the loader.
  assert.equal(scripts, drawn + 3)
  assert.equal(hostile.match(/<\/script/g)?.length, scripts)
  assert.ok(hostile.includes('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'))
})

test('a run without figures makes a page without charts', async () => {
  const empty = await htmlReport({ ...sampleAnalysis(), cells: [], means: [] })
  assert.doesNotMatch(outside(empty), /<figure|<svg|<table|undefined/)
  assert.match(empty, /answers nothing/)
})
