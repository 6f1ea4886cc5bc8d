/** The page in a browser: what is seen, read, reached and done in it, on screens of any width and on paper. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ViewportSize } from 'playwright-core'
import { z } from 'zod'
import type { Analysis } from '../../results/analysis/index.js'
import {
  formatsAnalysis,
  HOSTILE,
  hostileAnalysis,
  sampleAnalysis,
  troubledAnalysis,
} from '../fixtures/analyses.js'
import { htmlReport } from './index.js'
import { open, openApart, options, read, usePages } from './testing/browser.js'

const every = sampleAnalysis({ extent: 'all', instructions: true })
const OF_EACH_KIND = [
  '4K@4K',
  '64K@4K',
  '1M@4K+2M/scatter-4K',
  'mix:fifo',
  'rollback:EEXIST@first-page',
  'cold:tables',
  '64K@4K/mapped-by-page',
  '64K@4K/lazy',
  '64K@4K/non-coherent',
  '64M@4K+2M',
  '64M@4K+2M/unaligned',
  'trace:arm64-6.1-strict-nvme_seq1m',
  'trace:arm64-6.1-strict-net_rx',
]
const PAGES: Record<string, () => Analysis> = {
  sample: () => every,
  troubled: troubledAnalysis,
  formats: formatsAnalysis,
  hostile: hostileAnalysis,
  // A cell of each kind of workload, which is all that axe needs: it takes long.
  kinds: () => ({ ...every, cells: every.cells.filter(({ id }) => OF_EACH_KIND.includes(id)) }),
  'one-cell': () => ({ ...every, cells: every.cells.filter(({ id }) => id === '2M@4K') }),
}

usePages(
  Object.fromEntries(
    Object.entries(PAGES).map(([name, analysis]) => [name, () => htmlReport(analysis())]),
  ),
)

/** What is evaluated in the page, as text. */
const OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const HEIGHT = 'document.documentElement.scrollHeight'
/** Charts and tables that stand out of a printed page, where nothing can scroll. */
const WIDER_THAN_PAGE = `[...document.querySelectorAll('svg, table')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.getBoundingClientRect().right + ' ' + one.closest('[aria-label]')?.ariaLabel)`
/** Texts of one chart that stand on one another. */
const OVERPRINTED = `[...document.querySelectorAll('svg.lanes')].flatMap((svg) => {
  const texts = [...svg.querySelectorAll('text')].filter((one) => one.textContent !== '')
    .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0)
  return texts.flatMap((a, at) => texts.slice(at + 1).flatMap((b) =>
    a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 &&
    a.box.top < b.box.bottom - 3 && b.box.top < a.box.bottom - 3 ? [a.text + ' on ' + b.text] : []))
})`
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
/** What axe leaves out, and takes half of its time to walk. */
const EMPTY_CHARTS = `for (const one of document.querySelectorAll('svg > :not(title)')) one.remove()`
/** Rows of a table whose elements are all like those of two others of it: axe walks every cell, for each rule. */
const ROWS_ALIKE = `for (const body of document.querySelectorAll('tbody')) {
  const seen = new Map()
  for (const row of [...body.rows]) {
    const kind = [...row.querySelectorAll('*')].map(({ tagName, className }) => tagName + '.' + className).join()
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    if (seen.get(kind) > 2) row.remove()
  }
}`
// A chart is one picture with a name; its marks are no elements of the page.
const serious = (
  context: string,
) => `axe.run(${context}, { resultTypes: ['violations'] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')))`

/** Sizes of a desktop, of a tablet and of a phone. What is tested of one is loaded once, in this order. */
const DESKTOP = { width: 1440, height: 900 }
const TABLET = { width: 800, height: 900 }
const PHONE = { width: 360, height: 740 }

/** Colours of text and ground; the last is what pages are loaded in. */
const SCHEMES = [
  ['dark', 'rgb(232, 230, 227)', 'rgb(22, 24, 27)'],
  ['light', 'rgb(26, 26, 26)', 'rgb(255, 255, 255)'],
] as const

for (const viewport of [DESKTOP, TABLET, PHONE]) {
  for (const name of ['sample', 'troubled', 'formats', 'one-cell']) {
    if (viewport !== TABLET) testFirstScreen(name, viewport)
    if (name === 'sample' && viewport === DESKTOP) {
      testHeight(name, viewport)
      testContents(name, viewport)
      testElements(name, viewport)
      testSchemes(name, viewport)
    }
    if (name === 'sample' || name === 'formats') testOverflow(name, viewport)
    if (name === 'sample' && viewport === PHONE) testNarrowTables(name, viewport)
    if (name === 'one-cell' && viewport === DESKTOP) testKeyboard(name, viewport)
    if ((name === 'sample' || name === 'formats') && viewport === DESKTOP)
      testChoices(name, viewport)
  }
}

function testFirstScreen(name: string, viewport: ViewportSize): void {
  const { height, width } = viewport
  test(
    `${name}: the first screen of ${width} x ${height} holds three answers and a chart`,
    options,
    () =>
      read(name, { viewport }, async (page) => {
        const boxes = [
          ...(await page.locator('h1').all()),
          ...(await page.locator('.lead').all()),
          ...(await page.locator('.card').all()),
          ...(await page.locator('#answer-chart svg:visible').all()),
        ]
        assert.equal(boxes.length, 6)
        let top = 0
        for (const one of boxes) {
          const box = await one.boundingBox()
          assert.ok(box && box.width > 40 && box.height > 8)
          assert.ok(box.y >= top, 'in their order')
          assert.ok(box.x >= 0 && box.x + box.width <= width)
          assert.ok(box.y + box.height <= height, `ends at ${box.y + box.height}`)
          top = box.y
        }
        assert.ok((await page.locator('#answer-chart svg:visible .mark').count()) > 2)
      }),
  )
}

function testHeight(name: string, viewport: ViewportSize): void {
  test('folded, a page takes at most 6,000 pixels at 1440', options, () =>
    read(name, { viewport }, async (page) => {
      const height = Number(await page.evaluate(HEIGHT))
      assert.ok(height <= 6000, `${height} pixels`)
    }),
  )
}

/** Leaves the page scrolled. */
function testContents(name: string, viewport: ViewportSize): void {
  test('the contents stay in sight, and what they lead to is not under them', options, () =>
    read(name, { viewport }, async (page) => {
      await page.locator('.toc a', { hasText: 'Dilution' }).click()
      const [contents, heading] = await Promise.all(
        ['.toc', '#dilution'].map((selector) => page.locator(selector).boundingBox()),
      )
      assert.ok(contents && heading)
      assert.equal(contents.y, 0)
      assert.ok(heading.y >= contents.height && heading.y < 900)
    }),
  )
}

/** What elements there are: by name, class, role, type, colour and what they stand in. */
const ELEMENTS = `[...new Set([...document.querySelectorAll('body *')].map((one) =>
  [one, one.parentElement].map((each) => each.tagName + '.' + (each.getAttribute('class') ?? '')).concat(
    ['role', 'type', 'fill'].map((name) => one.getAttribute(name) ?? '')).join(' ')))].sort()`

let elements: unknown

function testElements(name: string, viewport: ViewportSize): void {
  test(`${name} has elements of many kinds`, options, () =>
    read(name, { viewport }, async (page) => {
      elements = await page.evaluate(ELEMENTS)
      assert.ok(Array.isArray(elements) && elements.length > 100)
    }),
  )
}

/** Leaves the page in the last scheme, which is the one that it was loaded in. */
function testSchemes(name: string, viewport: ViewportSize): void {
  for (const [colorScheme, ink, ground] of SCHEMES) {
    test(`charts follow the ${colorScheme} scheme, in text and ground`, options, () =>
      read(name, { viewport }, async (page) => {
        await page.emulateMedia({ colorScheme })
        const style = (selector: string, property: string) =>
          page.evaluate(
            `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`,
          )
        assert.equal(await style('body', 'backgroundColor'), ground)
        for (const chart of ['#answer-chart', '#view']) {
          assert.equal(await style(`${chart} svg .label`, 'fill'), ink)
        }
      }),
    )
  }
}

/** Leaves everything open. */
function testOverflow(name: string, viewport: ViewportSize): void {
  test(
    `${name} at ${viewport.width} pixels: nothing runs over the page, no text over another`,
    options,
    () =>
      read(name, { viewport }, async (page) => {
        assert.deepEqual(await page.evaluate(OVERPRINTED), [])
        await page.evaluate(OPEN_ALL)
        assert.equal(await page.evaluate(OVERFLOW), 0)
      }),
  )
}

function testNarrowTables(name: string, viewport: ViewportSize): void {
  test('on a narrow screen every table shows figures beside its names', options, () =>
    read(name, { viewport }, async (page) => {
      await page.evaluate(OPEN_ALL)
      const names = await page.evaluate(`[...document.querySelectorAll('.framed')]
      .filter((framed) => framed.querySelector('td:not(.words, .long)') !== null)
      .filter((framed) => ![...framed.querySelectorAll('tbody td:not(.words, .long)')].some((cell) =>
        cell.textContent !== '' &&
        cell.getBoundingClientRect().right <= framed.getBoundingClientRect().right))
      .map((framed) => framed.innerText.slice(0, 60))`)
      assert.deepEqual(names, [])
    }),
  )

  test('a table scrolls in its frame, and its first column stays', options, () =>
    read(name, { viewport }, async (page) => {
      const scroll = page.locator('#view .scroll')
      const first = page.locator('#view tbody th').first()
      const [before, moved] = [await first.boundingBox(), page.locator('#view tbody td').first()]
      const at = await moved.boundingBox()
      await scroll.evaluate((one) => {
        one.scrollLeft = 120
      })
      assert.equal((await first.boundingBox())?.x, before?.x)
      assert.ok(((await moved.boundingBox())?.x ?? 0) < (at?.x ?? 0) - 50)
    }),
  )
}

/** What has the keyboard, by its name, its value or its text. */
const FOCUSED = `(() => {
  const one = document.activeElement
  return [one.tagName, one.name ?? '', one.value ?? '', one.className?.baseVal ?? one.className].join(' ')
})()`

function testKeyboard(name: string, viewport: ViewportSize): void {
  test('the keyboard alone reaches and works everything', options, () =>
    open(name, { viewport }, async (page) => {
      const reached: string[] = []
      const most = 150
      for (let at = 0; at < most; at++) {
        await page.keyboard.press('Tab')
        reached.push(String(await page.evaluate(FOCUSED)))
        if (reached.at(-1)?.startsWith('BODY')) break
      }
      const seen = (pattern: RegExp) => reached.some((one) => pattern.test(one))
      for (const pattern of [
        /^A /,
        /^SECTION.* card/,
        /^SELECT what/,
        /^SELECT at/,
        /^INPUT op/,
        /^INPUT shape/,
        /^BUTTON every/,
        /^BUTTON.* figure/,
        /^BUTTON.* sort/,
        /^BUTTON.* copy/,
        /^SUMMARY/,
        /^DIV.* scroll/,
      ]) {
        assert.ok(seen(pattern), `${pattern} among ${reached.join('; ')}`)
      }
      assert.ok(reached.length < most, 'and leaves the page again')
      const box = page.locator('#controls [name="shape"]:not([disabled])').first()
      await box.focus()
      const was = await box.isChecked()
      await page.keyboard.press('Space')
      assert.equal(await box.isChecked(), !was)
      // The form was made anew, and what had the keyboard has it still.
      assert.match(String(await page.evaluate(FOCUSED)), /^INPUT shape/)
      await page.locator('#view button.figure').first().focus()
      await page.keyboard.press('Enter')
      await page.locator('dialog[open] pre').waitFor()
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }),
  )
}

/** Chooses everything that can be, and says what shows no marks, or others than its table. */
const EVERY_CHOICE = `(() => {
  const choosable = (list) => [...document.querySelectorAll('#' + list + ' option:not([disabled])')]
    .map(({ value }) => value)
  const choose = (list, value) => {
    const one = document.getElementById(list)
    one.value = value
    one.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const texts = (selector) => [...document.querySelectorAll('#view ' + selector)]
    .map(({ textContent }) => textContent).sort().join(' | ')
  const shown = { choices: 0, wrong: [] }
  for (const place of choosable('at')) {
    choose('at', place)
    for (const what of choosable('what')) {
      choose('what', what)
      shown.choices++
      const [drawn, table] = [texts('.mark .value'), texts('button.figure')]
      if (drawn === '' || drawn !== table) shown.wrong.push(what + ' of ' + place + ': ' + drawn)
    }
  }
  return shown
})()`

function testChoices(name: string, viewport: ViewportSize): void {
  test(`${name}: whatever is chosen, chart and table show the same figures`, options, () =>
    open(name, { viewport }, async (page) => {
      const shown: unknown = await page.evaluate(EVERY_CHOICE)
      const { choices, wrong } = z
        .object({ choices: z.number(), wrong: z.array(z.string()) })
        .parse(shown)
      assert.deepEqual(wrong, [])
      assert.ok(choices > 40, `${choices} choices`)
    }),
  )
}

test(
  'directions, check boxes and whose code: the choice stands in the address',
  options,
  async () => {
    let link = ''
    let table = ''
    await open('formats', { viewport: { width: 1440, height: 900 } }, async (page) => {
      const start = page.url()
      await page.locator('#controls [name="op"][value="unmap"]').check()
      const sources = page.locator('#controls [name="of"]:not([disabled])')
      await sources.nth(1).check()
      const before = await page.locator('#view .mark').count()
      await page.locator('#controls [name="shape"][value="map-unmap-pages"]').uncheck()
      assert.ok((await page.locator('#view .mark').count()) < before)
      link = page.url()
      assert.notEqual(link, start)
      table = await page.locator('#view table').innerText()
    })
    await open(
      'formats',
      { viewport: { width: 1440, height: 900 }, hash: link.slice(link.indexOf('#')) },
      async (page) => {
        assert.equal(await page.locator('#view table').innerText(), table)
        assert.ok(await page.locator('#controls [name="op"][value="unmap"]').isChecked())
        assert.equal(page.url(), link)
        // A link that is followed in the page, and one to a heading, which chooses nothing.
        await page.evaluate("location.hash = '#what=walks'")
        await page.locator('#view h3', { hasText: /walks/i }).waitFor()
        await page.locator('.toc a', { hasText: 'Steps' }).click()
        assert.match(await page.locator('#view h3').first().innerText(), /walks/i)
      },
    )
  },
)

test(
  'a figure opens with samples, counts and its command, and has an address',
  options,
  async () => {
    let link = ''
    await open('sample', { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.locator('#view .mark[data-cell]').first().click()
      const opened = page.locator('dialog[open]')
      await opened.waitFor()
      link = page.url()
      assert.match(link, /[#&]cell=.*row=/)
      assert.ok((await opened.locator('svg circle').count()) > 10)
      assert.match(await opened.locator('pre').innerText(), /^npm run bench -- .*--cell /)
      const words = await opened.innerText()
      for (const word of ['median', 'p99', 'pte reads', 'instructions a page', 'per-page']) {
        assert.ok(words.includes(word), word)
      }
      await page.keyboard.press('Escape')
      await opened.waitFor({ state: 'detached' })
      // The address follows by an event of its own.
      await page.waitForURL(({ hash }) => !hash.includes('cell='), { timeout: 5000 })
    })
    await open('sample', { hash: link.slice(link.indexOf('#')) }, async (page) => {
      await page.locator('dialog[open] pre').waitFor()
      await page.locator('dialog[open] [name="close"]').click()
      assert.equal(await page.locator('dialog[open]').count(), 0)
    })
  },
)

test('tables sort by a heading, and are copied as their cells between tabs', options, () =>
  openApart('sample', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const framed = page.locator('#view .framed')
    const column = () =>
      page
        .locator('#view tbody tr td:nth-child(3)')
        .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-sort'))))
    const head = framed.locator('thead th').nth(2)
    await head.locator('button').click()
    const down = await column()
    assert.deepEqual(
      down,
      down.toSorted((a, b) => b - a),
    )
    assert.equal(await head.getAttribute('aria-sort'), 'descending')
    await head.locator('button').click()
    assert.deepEqual(await column(), down.toReversed())
    await framed.locator('.copy').click()
    await framed.locator('.copy', { hasText: 'Copied' }).waitFor()
    const copied = String(await page.evaluate('navigator.clipboard.readText()'))
    const lines = copied.trimEnd().split('\n')
    assert.ok(lines.length > 3)
    assert.equal(new Set(lines.map((line) => line.split('\t').length)).size, 1)
  }),
)

test('hostile names come out as text, in charts, lists and particulars', options, () =>
  open('hostile', { viewport: { width: 360, height: 800 } }, async (page) => {
    assert.ok((await page.locator('#controls').innerText()).includes(HOSTILE.slice(0, 12)))
    await page.locator('#view button.figure').first().click()
    await page.locator('dialog[open] pre').waitFor()
    assert.ok((await page.locator('dialog[open]').innerText()).includes(HOSTILE.slice(0, 12)))
    await page.keyboard.press('Escape')
    await page.evaluate(OPEN_ALL)
    assert.equal(await page.locator('img').count(), 0)
    assert.equal(await page.evaluate(OVERFLOW), 0)
  }),
)

// Its rules on size differ between a phone and a desktop, those on colour between the schemes.
for (const [width, colorScheme] of [
  [360, 'dark'],
  [1440, 'light'],
] as const) {
  test(`at ${width} pixels, ${colorScheme}: axe finds nothing serious`, options, () =>
    openApart(
      'kinds',
      { viewport: { width, height: 800 }, colorScheme, bypassCSP: true },
      async (page) => {
        // It has every kind of element of the whole page.
        if (width === DESKTOP.width) assert.deepEqual(await page.evaluate(ELEMENTS), elements)
        await page.evaluate(AXE)
        await page.evaluate(OPEN_ALL)
        await page.evaluate(EMPTY_CHARTS)
        await page.evaluate(ROWS_ALIKE)
        assert.deepEqual(await page.evaluate(serious("{ exclude: ['svg > *'] }")), [])
        await page.locator('#view button.figure').first().click()
        await page.locator('dialog[open] pre').waitFor()
        const inDialog = "{ include: ['dialog'], exclude: ['svg > *'] }"
        assert.deepEqual(await page.evaluate(serious(inDialog)), [])
      },
    ),
  )
}

/** A4 between margins of 12 mm, in CSS pixels. */
const PAPER = 702

for (const name of ['sample', 'hostile']) {
  test(`${name}: nothing runs over a printed page, and its ground is white`, options, () =>
    open(name, { viewport: { width: PAPER, height: 1000 }, colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      assert.deepEqual(await page.evaluate(WIDER_THAN_PAGE), [])
      assert.equal(await page.evaluate(OVERFLOW), 0)
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
      assert.equal(ground, 'rgb(255, 255, 255)')
      assert.ok(await page.locator('#view svg').first().isVisible())
      assert.ok(await page.locator('#controls').isHidden())
    }),
  )
}

test(
  'without scripts, on a phone and a desktop, the first screen, the charts and the tables are there',
  options,
  () =>
    openApart('sample', { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
      for (const viewport of [PHONE, DESKTOP]) {
        await page.setViewportSize(viewport)
        assert.equal(await page.locator('.card:visible').count(), 3)
        const charts = page.locator('svg.lanes:visible')
        assert.ok((await charts.count()) >= 4)
        for (const chart of await charts.all()) {
          const box = await chart.boundingBox()
          assert.ok(box && box.x + box.width <= viewport.width)
        }
        assert.ok(await page.locator('#view table').first().isVisible())
        await page.locator('#view summary').click()
        assert.ok((await page.locator('#view details table:visible').count()) > 4)
        await page.locator('#view summary').click()
      }
    }),
)
