/** Tables that sort by a click on a heading, and copy themselves. */
import { browser, document, type PageElement } from './dom.js'

/** Gives every table inside its buttons; one that has them keeps them. */
export function enliven(inside: Pick<PageElement, 'querySelectorAll'>): void {
  for (const framed of inside.querySelectorAll('.framed')) {
    if (framed.querySelector('.copy') !== null) continue
    const copy = document.createElement('button')
    copy.setAttribute('type', 'button')
    copy.setAttribute('class', 'copy')
    copy.textContent = 'Copy the table'
    framed.append(copy)
    for (const head of framed.querySelectorAll('thead th')) {
      const name = head.textContent ?? ''
      if (name === '') continue
      const button = document.createElement('button')
      button.setAttribute('type', 'button')
      button.setAttribute('class', 'sort')
      button.textContent = name
      head.textContent = ''
      head.append(button)
    }
  }
}

/** What a click in a table does. */
export function clicked(target: PageElement): void {
  const [sort, copy] = [target.closest('button.sort'), target.closest('button.copy')]
  if (sort !== null) sortBy(sort)
  else if (copy !== null) copyTable(copy)
}

function sortBy(button: PageElement): void {
  const head = button.closest('th')
  const body = head?.closest('table')?.querySelector('tbody')
  const line = head?.closest('tr')
  if (!head || !body || !line) return
  const column = [...line.children].indexOf(head)
  const down = head.getAttribute('aria-sort') !== 'descending'
  for (const other of line.children) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
  const rows = [...body.children].map((row) => ({ row, key: keyOf(row.children[column]) }))
  rows.sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1))
  body.append(...rows.map(({ row }) => row))
}

type Key = number | string

/** The number that a cell is sorted by, or its words. */
function keyOf(cell: PageElement | undefined): Key {
  const shown = cell?.getAttribute('data-sort')
  if (shown != null) return Number(shown)
  const text = (cell?.textContent ?? '').trim()
  const number = Number.parseFloat(text.replace(/^~/, '').replace(/(\d) (?=\d{3}\b)/g, '$1'))
  return Number.isNaN(number) ? text : number
}

/** Numbers before words. */
function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b)
  return typeof a === 'number' ? 1 : -1
}

/** Cells between tabs, as spreadsheets and mails take them. */
function copyTable(button: PageElement): void {
  const table = button.closest('.framed')?.querySelector('table')
  if (!table) return
  const lines = [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => (cell.textContent ?? '').trim()).join('\t'),
  )
  const shown = () => {
    button.textContent = 'Copied'
  }
  const text = `${lines.join('\n')}\n`
  const { clipboard } = browser.navigator
  if (clipboard === undefined) {
    if (copyByHand(text)) shown()
  } else {
    clipboard.writeText(text).then(shown, () => {
      if (copyByHand(text)) shown()
    })
  }
}

/** Where a page may not write to the clipboard by itself. */
function copyByHand(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.focus()
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}
