/** The page in a browser: Chromium, from `CHROMIUM` or where systems put it. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { CHARTS } from '../charts/index.js'
import { HOSTILE, hostileAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { htmlReport } from './index.js'

const EXECUTABLES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const MISSING =
  'Chromium was not found: `apt-get install chromium` adds it on Debian; or name one in CHROMIUM'

const executablePath = EXECUTABLES.find((path) => path !== undefined && existsSync(path))
// Where a pipeline runs the tests, a missing browser is a failure and not a reason to skip.
const options = executablePath === undefined && !process.env.CI ? { skip: MISSING } : {}

let browser: Browser | undefined
let folder = ''

before(async () => {
  if (executablePath === undefined) return
  folder = mkdtempSync(join(tmpdir(), 'unmap-bench-page-'))
  writeFileSync(join(folder, 'sample.html'), await htmlReport(sampleAnalysis()))
  writeFileSync(join(folder, 'hostile.html'), await htmlReport(hostileAnalysis()))
  browser = await chromium.launch({ executablePath, args: FLAGS })
})

after(async () => {
  await browser?.close()
  if (folder !== '') rmSync(folder, { recursive: true })
})

/** Opens a page and hands it over when its charts are live; then nothing may have gone wrong. */
async function open(
  name: string,
  context: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  assert.ok(browser, MISSING)
  const page = await browser.newPage(context)
  const url = pathToFileURL(join(folder, name)).href
  const trouble: string[] = []
  page.on('console', (message) => trouble.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url() !== url) trouble.push(`request: ${request.url()}`)
  })
  try {
    await page.goto(url)
    if (context.javaScriptEnabled !== false)
      await page
        .locator('.chart[data-live]')
        .nth(CHARTS.length - 1)
        .waitFor()
    await look(page)
    assert.deepEqual(trouble, [])
  } finally {
    await page.close()
  }
}

/** A browser's own function: what is handed to `evaluate` runs in the page. */
declare function getComputedStyle(element: unknown): { fill: string }

const MARKS = ':is(.mark-symbol, .mark-rule, .mark-rect, .mark-line, .mark-text).role-mark > *'

for (const name of ['sample.html', 'hostile.html']) {
  test(
    `${name}: every chart draws live what its static picture shows, and loads nothing`,
    options,
    () =>
      open(name, {}, async (page) => {
        for (const { name: chart } of CHARTS) {
          const inside = page.locator(`[data-chart="${chart}"]`)
          const live = await inside.locator('.live').locator(MARKS).count()
          assert.ok(live > 10, `${chart} has ${live} marks`)
          assert.equal(live, await inside.locator('.still').locator(MARKS).count())
          assert.ok(await inside.locator('.live').isVisible())
          assert.ok(await inside.locator('.still').isHidden())
        }
      }),
  )
}

test('a tooltip tells a point in words, hostile ones too', options, () =>
  open('hostile.html', {}, async (page) => {
    const point = page.locator('[data-chart="speed-up"] .live .mark-symbol.role-mark path').first()
    await point.hover()
    const tooltip = page.locator('#vg-tooltip-element.visible')
    await tooltip.waitFor()
    const text = await tooltip.innerText()
    for (const word of ['call shape', 'speed-up', 'verdict', 'per operation']) {
      assert.ok(text.includes(word), text)
    }
    const shapes = await page
      .locator('[data-chart="speed-up"] .live .role-legend-label text')
      .allTextContents()
    assert.ok(shapes.some((shape) => shape.includes(HOSTILE.slice(0, 12))))
    assert.equal(await page.locator('img').count(), 0)
  }),
)

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 800, 1440]) {
    test(`nothing runs over the page at ${width} pixels, ${colorScheme}`, options, () =>
      open('sample.html', { viewport: { width, height: 800 }, colorScheme }, async (page) => {
        for (const details of await page.locator('summary').all()) await details.click()
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        assert.equal(over, 0)
      }),
    )
  }
}

test('chart text follows the colour scheme, static and live', options, async () => {
  const ink = async (context: BrowserContextOptions, picture: string) => {
    let colour = ''
    await open('sample.html', context, async (page) => {
      const title = page.locator(`[data-chart="speed-up"] ${picture} .role-title-text text`).first()
      colour = await title.evaluate((text) => getComputedStyle(text).fill)
    })
    return colour
  }
  for (const context of [{}, { javaScriptEnabled: false }]) {
    const picture = 'javaScriptEnabled' in context ? '.still' : '.live'
    const light = await ink({ ...context, colorScheme: 'light' }, picture)
    const dark = await ink({ ...context, colorScheme: 'dark' }, picture)
    assert.deepEqual([light, dark], ['rgb(26, 26, 26)', 'rgb(232, 230, 227)'])
  }
})

test('without scripts the static pictures and the tables are there', options, () =>
  open('sample.html', { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('.still svg').count(), CHARTS.length)
    for (const picture of await page.locator('.still svg').all())
      assert.ok(await picture.isVisible())
    await page.locator('summary').first().click()
    assert.ok(await page.locator('details table').first().isVisible())
  }),
)
