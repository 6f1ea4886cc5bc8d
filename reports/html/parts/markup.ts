/** HTML that cannot forget to escape: whatever is put into a template comes out as text. */

/** A piece of HTML that is safe to put into a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | undefined | readonly Part[]

/** Builds a piece of HTML; values are escaped, but for `Markup` itself. Lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(strings.map((string, at) => string + render(values[at])).join(''))
}

function render(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(render).join('')
  return escapeHtml(String(part))
}

/** A list of these. */
export function listOf(items: readonly Part[]): Markup {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it stands in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** The widths, each with the name that the style sheet knows it by. */
const WIDTHS = [
  ['narrow', 326],
  ['middle', 700],
  ['wide', 1060],
  ['widest', 1300],
] as const

/** A chart for pages without scripts: drawn in a few widths, of which the style sheet shows one. */
export function responsive(draw: (width: number) => Markup): Markup {
  return html`${WIDTHS.map(([name, width]) => html`<div class="${name}">${draw(width)}</div>`)}`
}
