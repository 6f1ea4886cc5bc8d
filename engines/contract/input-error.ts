import { closest, distance } from 'fastest-levenshtein'

/**
 * Something that the user gave cannot be used: a file, a name, an option. The message is one
 * line that names the value, the place and the way out; the command line prints it without a stack.
 */
export class InputError extends Error {
  override name = 'InputError'
}

/** Whether one of the choices may be what was meant: at least half of it is the same. */
export function isNear(value: string, choices: readonly string[]): boolean {
  return choices.some((one) => 2 * distance(value, one) <= Math.max(value.length, one.length))
}

/** ` (did you mean X?)` with the choice nearest to `value`; empty where there is no choice. */
export function nearest(value: string, choices: readonly string[]): string {
  return choices.length === 0 ? '' : ` (did you mean ${closest(value, [...choices])}?)`
}
