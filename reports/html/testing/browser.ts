/** Pages in a browser, for tests: Chromium, from `CHROMIUM` or where systems put it. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

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
/** Of a test that needs a browser: where a pipeline runs it, a missing one is a failure and not a reason to skip. */
export const options = executablePath === undefined && !process.env.CI ? { skip: MISSING } : {}

let browser: Browser | undefined
/** The page that tests share: each loads what it looks at into it, unless that is there untouched. */
let shared: Page | undefined
let loaded = ''
/** The one address that a page may request, and what went wrong in it. */
let requested = ''
let trouble: string[] = []
let folder = ''

/** Has a test file's pages made before its first test, by the names that they are opened by. */
export function usePages(pages: Readonly<Record<string, () => Promise<string>>>): void {
  before(async () => {
    if (executablePath === undefined) return
    folder = mkdtempSync(join(tmpdir(), 'unmap-bench-page-'))
    for (const [name, page] of Object.entries(pages)) {
      writeFileSync(join(folder, `${name}.html`), await page())
    }
    browser = await chromium.launch({ executablePath, args: FLAGS })
  })
  after(async () => {
    await browser?.close()
    if (folder !== '') rmSync(folder, { recursive: true })
  })
}

const BLANK = 'about:blank'
const address = (name: string) => pathToFileURL(join(folder, `${name}.html`)).href
/** The explorer is drawn: until then the form is hidden. */
const DRAWN = '#controls:not([hidden])'

type Seen = Pick<BrowserContextOptions, 'viewport' | 'colorScheme'> & { hash?: string }
type Look = (page: Page) => Promise<void>

/** Hands over a page that nothing was done in, when it is drawn; then nothing may have gone wrong. */
export async function open(name: string, seen: Seen, look: Look): Promise<void> {
  await view(name, seen, look)
  loaded = ''
}

/** As `open`, for what only reads: the page is there for the next that wants it of the same size. */
export async function read(name: string, seen: Seen, look: Look): Promise<void> {
  await view(name, seen, look)
  loaded = JSON.stringify([name, seen])
}

async function view(name: string, seen: Seen, look: Look): Promise<void> {
  assert.ok(browser, MISSING)
  const { colorScheme = 'light', hash = '', viewport } = seen
  const page = shared ?? watched(await browser.newPage())
  shared = page
  if (loaded !== JSON.stringify([name, seen])) {
    loaded = ''
    // Another address of the same page would not load it anew.
    await page.goto(BLANK)
    await page.setViewportSize(viewport ?? { width: 1280, height: 720 })
    await page.emulateMedia({ media: null, colorScheme })
    await load(page, name, hash)
    await page.locator(DRAWN).waitFor()
  }
  await look(page)
  assert.deepEqual(trouble, [])
}

/** In a context of its own, which can do what that of the shared page cannot. */
export async function openApart(
  name: string,
  context: BrowserContextOptions,
  look: Look,
): Promise<void> {
  assert.ok(browser, MISSING)
  const page = watched(await browser.newPage(context))
  try {
    await load(page, name)
    if (context.javaScriptEnabled !== false) await page.locator(DRAWN).waitFor()
    await look(page)
    assert.deepEqual(trouble, [])
  } finally {
    await page.close()
  }
}

async function load(page: Page, name: string, hash = ''): Promise<void> {
  trouble = []
  requested = address(name)
  await page.goto(requested + hash)
}

function watched(page: Page): Page {
  page.setDefaultTimeout(10_000)
  page.on('console', (message) => trouble.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const url = request.url().split('#')[0]
    if (url !== requested && url !== BLANK) trouble.push(`request: ${request.url()}`)
  })
  return page
}
