/**
 * What runs in the page: the explorer follows the reader's choice, and the choice stands in the
 * address. Without it the static charts and the tables remain. Bundled by `bundle.mjs`.
 */
import type { FigureOp } from '../../../results/analysis/index.js'
import { addressOf, choiceOf, isChoice, settled } from '../explorer/choice.js'
import { controls } from '../explorer/controls.js'
import type { Choice, DetailData, ExplorerData } from '../explorer/data.js'
import { particulars } from '../explorer/particulars.js'
import { viewOf } from '../explorer/view.js'
import { viewMarkup } from '../explorer/view-markup.js'
import { browser, document, type PageElement } from './dom.js'
import { clicked, enliven } from './tables.js'

/** Where things are in the page; `details` are packed JSON. */
type Places = Record<'form' | 'shown' | 'dialog' | 'inDialog' | 'details', PageElement>

/** The narrowest chart that is drawn. */
const NARROWEST = 280

enliven(document)
document.addEventListener('click', ({ target }) => {
  if (target !== null) clicked(target)
})
const [form, shown, dialog, inDialog, packed, details] = [
  'controls',
  'view',
  'figure',
  'figure-content',
  'explorer-data',
  'detail-data',
].map((id) => document.getElementById(id))
const isWhole = form && shown && dialog && inDialog && packed && details
if (isWhole && 'DecompressionStream' in globalThis) {
  const places = { form, shown, dialog, inDialog, details }
  unpack(packed).then((text) => start(places, JSON.parse(text)), console.error)
}

function start(places: Places, data: ExplorerData): void {
  const { dialog, form, inDialog, shown } = places
  let choice = choiceOf(address(), data)
  let width = 0
  let details: Promise<DetailData> | undefined

  form.hidden = false
  show()
  form.addEventListener('change', chosen)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('click', ({ target }) => {
    if (target?.name === 'every') change({ ...choice, shapes: data.shapes.map(({ id }) => id) })
    if (target?.name === 'start') change({ ...choice, shapes: data.start.shapes })
  })
  shown.addEventListener('click', ({ target }) => {
    const mark = target?.closest('[data-cell]')
    const [cell, row] = [mark?.getAttribute('data-cell'), mark?.getAttribute('data-row')]
    if (cell != null && row != null) change({ ...choice, figure: { cell, row } })
  })
  dialog.addEventListener('close', () => {
    const { figure, ...rest } = choice
    // What closed it may be another address, which has been taken over already.
    if (figure === undefined) return
    choice = rest
    write()
  })
  dialog.addEventListener('click', ({ target }) => {
    // A click beside the content is one on the dialog itself.
    if (target === dialog || target?.name === 'close') dialog.close()
  })
  browser.addEventListener('hashchange', () => {
    if (address() === '' && browser.location.hash !== '') return
    choice = choiceOf(address(), data)
    show()
  })
  browser.addEventListener('resize', () => {
    if (shown.clientWidth === width) return
    width = shown.clientWidth
    draw()
  })

  /** The choice's part of the address; empty where that is of a heading. */
  function address(): string {
    const { hash } = browser.location
    return isChoice(hash) ? hash : ''
  }

  function chosen(): void {
    const values = (name: string) =>
      [...form.querySelectorAll(`[name="${name}"]`)]
        .filter(({ checked, tagName }) => checked || tagName === 'SELECT')
        .map(({ value }) => value)
    change({
      ...choice,
      what: values('what')[0] ?? choice.what,
      at: values('at')[0] ?? choice.at,
      op: (values('op')[0] as FigureOp | undefined) ?? choice.op,
      // With one source there are no boxes.
      of: data.sources.length > 1 ? values('of') : choice.of,
      shapes: values('shape'),
    })
  }

  function change(wanted: Choice): void {
    choice = settled(wanted, data)
    write()
    show()
  }

  function write(): void {
    const { pathname, search } = browser.location
    browser.history.replaceState(null, '', `${pathname}${search}${addressOf(choice, data)}`)
  }

  function show(): void {
    // What had the keyboard has it again in the new form.
    const { name, value } = document.activeElement ?? { name: '', value: '' }
    const had = document.activeElement?.closest('#controls') != null
    form.innerHTML = controls(data, choice).text
    if (had) {
      const named = [...form.querySelectorAll(`[name="${name}"]`)]
      const again = named.length === 1 ? named[0] : named.find((one) => one.value === value)
      again?.focus()
    }
    draw()
    if (choice.figure !== undefined) openFigure().catch(console.error)
    else if (dialog.open) dialog.close()
  }

  function draw(): void {
    const view = viewOf(data, choice)
    if (view === undefined) return
    // To ask for it lays the whole page out anew: it changes with the window alone.
    if (width === 0) width = shown.clientWidth
    shown.innerHTML = viewMarkup(view, choice, Math.max(NARROWEST, width)).text
    enliven(shown)
  }

  async function openFigure(): Promise<void> {
    details ??= unpack(places.details).then((text) => JSON.parse(text) as DetailData)
    const content = particulars(data, await details, choice)
    if (content === undefined) return
    inDialog.innerHTML = content.text
    enliven(inDialog)
    if (!dialog.open) dialog.showModal()
  }
}

/** The text that an element holds, compressed and in Base64, as section.ts packs it. */
function unpack({ textContent }: PageElement): Promise<string> {
  const bytes = Uint8Array.from(atob(textContent ?? ''), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}
