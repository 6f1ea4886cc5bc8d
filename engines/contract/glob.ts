/** Matches a text whole against a pattern in which `*` stands for any characters. */
export function globOf(pattern: string): (text: string) => boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${literal.join('.*')}$`, 's')
  return (text) => expression.test(text)
}
