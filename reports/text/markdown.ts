/** Text, lists and tables in Markdown. */
import { printable } from './plain-text.js'

/** Text that Markdown leaves as it is: nothing in it marks up, links, or ends a cell. */
export function markdownText(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_|~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\](?=[[(:])/g, '\\]')
    .replace(/^(\s*)([#+-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2')
}

/** Items, those below another indented by two spaces as the screen has them. */
export function markdownList(items: readonly string[]): string {
  return items
    .map((item) =>
      item.startsWith('  ') ? `  - ${markdownText(item.trim())}` : `- ${markdownText(item)}`,
    )
    .join('\n')
}

/** A table whose figures, which begin with column `from`, stand on the right. */
export function markdownTable(
  columns: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  from: number,
): string {
  const line = (texts: readonly string[]) =>
    markdownRow(columns.map((_, at) => markdownText(texts[at] ?? '')))
  return [
    line(columns),
    `|${columns.map((_, at) => (at < from ? '---|' : '---:|')).join('')}`,
    ...rows.map(line),
  ].join('\n')
}

/** A line of a table, of fields that are Markdown. */
export function markdownRow(fields: readonly string[]): string {
  return `| ${fields.join(' | ')} |`
}
