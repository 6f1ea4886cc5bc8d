import { printable } from './plain-text.js'

/** Text in ASCII: typographic signs by their plain ones, and whatever else by its code point. */
export function ascii(text: string): string {
  return printable(text)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\x20-\x7e]/gu, (sign) => PLAIN[sign] ?? codePoint(sign))
}

const PLAIN: Record<string, string> = {
  '\u00b1': '+-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u03bc': 'u',
  '\u00d7': 'x',
  '\u00b7': '-',
}

function codePoint(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
}
