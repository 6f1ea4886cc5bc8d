/** What English asks of words that are put together. */

/** The first letter made a capital, for the start of a sentence; the name of an engine stays as it is. */
export function capital(text: string): string {
  if (/^\S+\//.test(text)) return text
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A list as English writes it: `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** Of the parts of a text those that there are. */
export function present(parts: ReadonlyArray<string | false | undefined>): string[] {
  return parts.filter((part) => part !== undefined && part !== false)
}

/** `1 cell`, `6 cells`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
