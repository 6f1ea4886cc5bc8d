import { closest, distance } from 'fastest-levenshtein'

/**
 * Something that the user gave cannot be used: a file, a name, an option. The message is one
 * line that names the value, the place and the way out; the command line prints it without a stack.
 */
export class InputError extends Error {
  override name = 'InputError'
}

/**
 * ` (did you mean X?)` with the choice nearest to `value`; empty where none may be what was meant: at
 * least half of it is the same, or it holds the value.
 */
export function nearest(value: string, choices: readonly string[]): string {
  const near = choices.filter(
    (one) =>
      2 * distance(value, one) <= Math.max(value.length, one.length) ||
      (value.length > 1 && one.includes(value)),
  )
  return near.length === 0 ? '' : ` (did you mean ${closest(value, near)}?)`
}
