/** Charts for pages without scripts: drawn in a few widths, of which the style sheet shows one. */
import { html, type Markup } from './markup.js'

/** The widths, each with the name that the style sheet knows it by. */
const WIDTHS = [
  ['narrow', 326],
  ['middle', 700],
  ['wide', 1060],
  ['widest', 1300],
] as const

export function responsive(draw: (width: number) => Markup): Markup {
  return html`${WIDTHS.map(([name, width]) => html`<div class="${name}">${draw(width)}</div>`)}`
}
