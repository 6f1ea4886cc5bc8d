/** Plain text: paragraphs that keep to a width, and text that is safe to show. */
import { FIRM, holdFigures } from './hold-figures.js'

/** Breaks a paragraph into lines of at most `width`, later ones indented; long words are cut. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const room = Math.max(1, width - indent.length)
  const words = holdFigures(text)
    .split(/[ \t\n]+/)
    .filter((word) => word !== '')
    .flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [])
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const limit = lines.length === 0 ? width : room
    if (line === '') line = word
    else if (line.length + 1 + word.length <= limit) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  if (line !== '') lines.push(line)
  return lines.map((text, at) => (at === 0 ? '' : indent) + text.replaceAll(FIRM, ' '))
}

/** What would steer a terminal or end a line. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Makes text from a file safe to show: what would steer a terminal or end a line is spelt out, as
 * JSON would.
 */
export function printable(text: string): string {
  return text.replace(STEERING, spelt)
}

/** As `printable`, for text of several lines: their ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(STEERING, (character) =>
    character === '\n' || character === '\t' ? character : spelt(character),
  )
}

function spelt(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
