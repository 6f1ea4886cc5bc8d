import { printable } from '../words/index.js'

/** Text that Markdown leaves as it is: nothing in it marks up, links, or ends a cell. */
export function plain(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_|~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\](?=[[(:])/g, '\\]')
    .replace(/^(\s*)([#+-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2')
}
