/** The page in a browser: Chromium, from `CHROMIUM` or where systems put it. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Analysis } from '../../results/analysis/types.js'
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

const every = sampleAnalysis({ extent: 'all' })
/** The charts that each page has, by name. */
const CHARTS_OF: Record<string, string[]> = {
  'sample.html': drawnOf(every),
  'hostile.html': drawnOf(hostileAnalysis()),
}

function drawnOf(analysis: Analysis): string[] {
  return CHARTS.filter((chart) => chart.spec(analysis) !== undefined).map(({ name }) => name)
}

let browser: Browser | undefined
let folder = ''

before(async () => {
  if (executablePath === undefined) return
  folder = mkdtempSync(join(tmpdir(), 'unmap-bench-page-'))
  writeFileSync(join(folder, 'sample.html'), await htmlReport(every))
  writeFileSync(join(folder, 'hostile.html'), await htmlReport(hostileAnalysis()))
  browser = await chromium.launch({ executablePath, args: FLAGS })
})

after(async () => {
  await browser?.close()
  if (folder !== '') rmSync(folder, { recursive: true })
})

/**
 * Opens a page and hands it over when all its charts are live, each drawn as it comes into view;
 * then nothing may have gone wrong.
 */
async function open(
  file: string,
  context: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  assert.ok(browser, MISSING)
  const page = await browser.newPage(context)
  const url = pathToFileURL(join(folder, file)).href
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
    if (context.javaScriptEnabled !== false) {
      for (const name of CHARTS_OF[file] ?? []) {
        await page.locator(`[data-chart="${name}"]`).scrollIntoViewIfNeeded()
        await page.locator(`[data-chart="${name}"][data-live]`).waitFor()
      }
    }
    await look(page)
    assert.deepEqual(trouble, [])
  } finally {
    await page.close()
  }
}

/** A browser's own function: what is handed to `evaluate` runs in the page. */
declare function getComputedStyle(element: unknown): { fill: string; backgroundColor: string }

/** What else is evaluated in the page, as text. */
const OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
/** Charts and tables that stand out of a printed page, where nothing can scroll. */
const WIDER_THAN_PAGE = `[...document.querySelectorAll('svg, table')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.getBoundingClientRect().right + ' ' + one.closest('[aria-label]')?.ariaLabel)`
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
// A chart is one picture with a name; its thousands of marks are no elements of the page.
const SERIOUS = `axe.run({ exclude: ['svg > *'] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')))`

/** How many marks of a chart are pointed at before it counts as one without tooltips. */
const TRIED = 12
const POINTED = ':is(.mark-symbol, .mark-rect, .mark-text, .mark-rule).role-mark > *'
const MARKS = ':is(.mark-symbol, .mark-rule, .mark-rect, .mark-line, .mark-text).role-mark > *'

for (const file of ['sample.html', 'hostile.html']) {
  test(
    `${file}: every chart draws live what its static picture shows, and loads nothing`,
    options,
    () =>
      open(file, {}, async (page) => {
        for (const chart of CHARTS_OF[file] ?? []) {
          const inside = page.locator(`[data-chart="${chart}"]`)
          const live = await inside.locator('.live').locator(MARKS).count()
          assert.ok(live > 4, `${chart} has ${live} marks`)
          assert.equal(live, await inside.locator('.still').locator(MARKS).count(), chart)
          assert.ok(await inside.locator('.live').isVisible())
          assert.ok(await inside.locator('.still').isHidden())
        }
      }),
  )

  test(`${file}: every chart with tooltips tells its marks in words`, options, () =>
    open(file, { viewport: { width: 1440, height: 900 } }, async (page) => {
      for (const name of CHARTS_OF[file] ?? []) {
        const chart = CHARTS.find((one) => one.name === name)
        if (!JSON.stringify(chart?.spec(every)).includes('"tooltip":[')) continue
        const text = await tooltipOf(page, name)
        assert.match(text, /\w/, `${name} shows no tooltip`)
        assert.doesNotMatch(text, /undefined|NaN|\[object/, name)
      }
      assert.equal(await page.locator('img').count(), 0)
    }),
  )
}

/** The text of the first tooltip that a mark of a chart shows; empty where none does. */
async function tooltipOf(page: Page, chart: string): Promise<string> {
  const tooltip = page.locator('#vg-tooltip-element.visible')
  const marks = page.locator(`[data-chart="${chart}"] .live`).locator(POINTED)
  for (const mark of (await marks.all()).slice(0, TRIED)) {
    await mark.scrollIntoViewIfNeeded()
    const box = await mark.boundingBox()
    if (box === null) continue
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const text = await tooltip.innerText({ timeout: 200 }).catch(() => '')
    await page.mouse.move(0, 0)
    if (text !== '') return text
  }
  return ''
}

test('hostile names come out as text, in charts and in tooltips', options, () =>
  open('hostile.html', {}, async (page) => {
    const texts = await page.locator('.live svg text').allTextContents()
    assert.ok(texts.some((text) => text.includes(HOSTILE.slice(0, 12))))
    const tips: string[] = []
    for (const name of CHARTS_OF['hostile.html'] ?? []) tips.push(await tooltipOf(page, name))
    assert.ok(tips.some((text) => text.includes(HOSTILE.slice(0, 12))))
    assert.equal(await page.locator('img').count(), 0)
  }),
)

test('a chart is drawn live when it comes into view, and not before', options, async () => {
  assert.ok(browser, MISSING)
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  await page.goto(pathToFileURL(join(folder, 'sample.html')).href)
  const last = page.locator('.chart').last()
  await page.locator('h1').waitFor()
  assert.ok(await last.locator('.still').isVisible())
  assert.equal(await last.getAttribute('data-live'), null)
  await last.scrollIntoViewIfNeeded()
  await page.locator('.chart[data-live]').last().waitFor()
  await last.locator('.live svg').waitFor()
  await page.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 800, 1440]) {
    test(`at ${width} pixels, ${colorScheme}: nothing runs over the page`, options, () =>
      open('sample.html', { viewport: { width, height: 800 }, colorScheme }, async (page) => {
        await page.evaluate(OPEN_ALL)
        assert.equal(await page.evaluate(OVERFLOW), 0)
      }),
    )
  }
}

// Its rules on size differ between a phone and a desktop, those on colour between the schemes.
for (const [width, colorScheme] of [
  [360, 'dark'],
  [1440, 'light'],
] as const) {
  test(`at ${width} pixels, ${colorScheme}: axe finds nothing serious`, options, () =>
    open(
      'sample.html',
      { viewport: { width, height: 800 }, colorScheme, bypassCSP: true },
      async (page) => {
        await page.evaluate(OPEN_ALL)
        await page.evaluate(AXE)
        assert.deepEqual(await page.evaluate(SERIOUS), [])
      },
    ),
  )
}

test('hostile text runs over nothing', options, () =>
  open('hostile.html', { viewport: { width: 360, height: 800 } }, async (page) => {
    await page.evaluate(OPEN_ALL)
    assert.equal(await page.evaluate(OVERFLOW), 0)
  }),
)

/** A4 between margins of 12 mm, in CSS pixels. */
const PAPER = 702

for (const file of ['sample.html', 'hostile.html']) {
  test(`${file}: nothing runs over a printed page, and its ground is white`, options, () =>
    open(file, { viewport: { width: PAPER, height: 1000 }, colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      assert.deepEqual(await page.evaluate(WIDER_THAN_PAGE), [])
      assert.equal(await page.evaluate(OVERFLOW), 0)
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
      assert.equal(ground, 'rgb(255, 255, 255)')
    }),
  )
}

test('boxes that scroll can be reached by keyboard and are named', options, () =>
  open('sample.html', { viewport: { width: 360, height: 800 } }, async (page) => {
    const boxes = await page.locator('.scroll').all()
    assert.ok(boxes.length > (CHARTS_OF['sample.html'] ?? []).length)
    for (const box of boxes) {
      assert.equal(await box.getAttribute('tabindex'), '0')
      assert.notEqual(await box.getAttribute('aria-label'), '')
    }
  }),
)

test('charts follow the colour scheme, text and ground, static and live', options, async () => {
  for (const javaScriptEnabled of [true, false]) {
    for (const [colorScheme, ink, ground] of [
      ['light', 'rgb(26, 26, 26)', ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)', 'none']],
      ['dark', 'rgb(232, 230, 227)', ['rgb(22, 24, 27)', 'rgba(0, 0, 0, 0)', 'none']],
    ] as const) {
      await open('sample.html', { colorScheme, javaScriptEnabled }, async (page) => {
        const pictures = await page.locator(javaScriptEnabled ? '.live svg' : '.still svg').all()
        assert.equal(pictures.length, CHARTS_OF['sample.html']?.length)
        for (const picture of pictures) {
          const title = picture.locator('.role-title-text text').first()
          assert.equal(await title.evaluate((text) => getComputedStyle(text).fill), ink)
          const grounds = await picture.evaluate((svg) => {
            const first = (svg as { firstElementChild?: { tagName: string } }).firstElementChild
            return [
              getComputedStyle(svg).backgroundColor,
              ...(first?.tagName === 'rect' ? [getComputedStyle(first).fill] : []),
            ]
          })
          for (const colour of grounds) assert.ok(ground.includes(colour as never), colour)
        }
      })
    }
  }
})

test('without scripts the static pictures and the tables are there', options, () =>
  open('sample.html', { javaScriptEnabled: false }, async (page) => {
    const pictures = await page.locator('.still svg').all()
    assert.equal(pictures.length, CHARTS_OF['sample.html']?.length)
    for (const picture of pictures) assert.ok(await picture.isVisible())
    await page.locator('summary').first().click()
    assert.ok(await page.locator('details table').first().isVisible())
  }),
)
