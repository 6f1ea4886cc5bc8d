/** Numbers as a line of characters. */

/** From nothing to the most. */
const LEVELS = ' .:-=+*#%@'

/** A character for each number, by its share of the largest; nothing alone is a blank. */
export function pictureOf(values: readonly number[]): string {
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  return values
    .map((value) => LEVELS[value === 0 ? 0 : Math.ceil((value / most) * (LEVELS.length - 1))])
    .join('')
}
