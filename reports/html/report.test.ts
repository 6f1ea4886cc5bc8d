import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { COUNTERS } from '../../engines/contract/index.js'
import { CHARTS } from '../charts/index.js'
import { hostileAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { answers } from '../words/index.js'
import { htmlReport } from './index.js'
import { escapeHtml, html, jsonMarkup, Markup } from './markup.js'

const page = await htmlReport(sampleAnalysis())
/** What scripts hold is not markup. */
const outside = (text: string) => text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')

test('values in a template are text, markup is markup', () => {
  assert.equal(
    html`<p a="${'"'}">${'<b>'}${new Markup('<i>')}${[1, undefined]}</p>`.text,
    '<p a="&quot;">&lt;b&gt;<i>1</p>',
  )
  assert.equal(escapeHtml(`<&>"'`), '&lt;&amp;&gt;&quot;&#39;')
})

test('JSON in a script cannot end the script, and is read back as it was', () => {
  const value = { text: '</script><!-- \u2028' }
  const { text } = jsonMarkup(value)
  assert.doesNotMatch(text, /[<\u2028]/)
  assert.deepEqual(JSON.parse(text), value)
})

test('the page is one small file that loads nothing', () => {
  assert.ok(Buffer.byteLength(page) < 1_500_000, `${Buffer.byteLength(page)} bytes`)
  const markup = outside(page)
  assert.doesNotMatch(markup, /<(link|iframe|object|embed|img|base)\b/i)
  assert.doesNotMatch(markup, /\s(src|srcset|href|action|data)\s*=/i)
  assert.doesNotMatch(page.replace(/<script>[\s\S]*?<\/script>/g, ''), /@import|url\(/)
})

test('the policy names the script by its hash and allows no evaluation', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  assert.ok(policy.includes(`script-src &#39;sha256-${hash}&#39;;`))
  assert.match(policy, /default-src &#39;none&#39;/)
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/)
})

test('the answer stands before all else, and charts before tables', () => {
  const [first] = answers(sampleAnalysis())
  assert.ok(first)
  const order = [
    first.question,
    ...CHARTS.map(({ title }) => `>${title}<`),
    'What was counted',
    'Method in short',
    'This run',
  ]
  const at = order.map((text) => outside(page).indexOf(text))
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  )
  assert.ok(at.every((place) => place > 0))
})

test('every chart has a static picture, a caption, a table and a command', () => {
  for (const { name, title } of CHARTS) {
    const section = page.slice(page.indexOf(`<h2 id="chart-${name}">`)).split('</section>')[0] ?? ''
    assert.match(section, /<svg [\s\S]*<\/svg>/)
    assert.match(section, /role="img" aria-label="[^"]{40,}"/)
    assert.match(section, /<figcaption>[^<]{40,}/)
    assert.match(section, /<table>/)
    assert.match(section, /<code>npm run bench -- .*<\/code>/)
    assert.ok(section.includes(title))
  }
})

test('the points of all charts stand in the page once', () => {
  assert.equal(
    page.split('"nsPerPage":').length - 1,
    sampleAnalysis().cells.flatMap(({ figures }) =>
      Object.entries(figures)
        .filter(([row]) => !row.endsWith('~null'))
        .flatMap(([, ops]) => Object.values(ops)),
    ).length,
  )
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
  assert.doesNotMatch(outside(page), /id="(warnings|failures)"/)
})

test('whatever stands in a result comes out as text', async () => {
  const hostile = await htmlReport(hostileAnalysis())
  assert.doesNotMatch(outside(hostile), /<img/)
  const scripts = hostile.match(/<script\b/g)?.length
  assert.equal(scripts, page.match(/<script\b/g)?.length)
  assert.equal(hostile.match(/<\/script/g)?.length, scripts)
  assert.ok(hostile.includes('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'))
})

test('a run without figures makes a page without charts', async () => {
  const empty = await htmlReport({ ...sampleAnalysis(), cells: [], means: [] })
  assert.doesNotMatch(outside(empty), /<figure|<svg|<table|undefined/)
  assert.match(empty, /answers nothing/)
})
