/** Instructions in words, beside counts and times. */
import type { Analysis } from '../../results/analysis/index.js'

/** `41.0`: instructions a page, to the tenth that two counts of the same agree by. */
export function formatInstructions(perPage: number): string {
  return perPage.toFixed(1)
}

/** `41.0 -> 37.0`. */
export function changeOfInstructions(before: number, after: number): string {
  return `${formatInstructions(before)} -> ${formatInstructions(after)}`
}

/**
 * `+8.0`, `-3.0`: instructions a page that one row has more than another. A fixed part in many pages
 * is less than a tenth of each, `+0.003`, and not nothing.
 */
export function formatMore(perPage: number): string {
  const size = Math.abs(perPage)
  const digits = size > 0 && size < 0.05 ? size.toPrecision(1) : formatInstructions(size)
  return `${perPage < 0 ? '-' : '+'}${digits}`
}

/** `8.0 instructions more a page`, `3.0 instructions fewer a page`. */
export function moreInstructionsWords(more: number): string {
  return `${formatMore(more).slice(1)} instructions ${more < 0 ? 'fewer' : 'more'} a page`
}

/** Who counted, or what would add the column; nothing of runs of versions that counted none. */
export function instructionsWords({
  instructions,
}: Pick<Analysis, 'instructions'>): string | undefined {
  if (instructions === undefined) return undefined
  if (instructions.counted) {
    return `Instructions a page are counted by ${instructions.source} (${instructions.tool}), apart from the timing.`
  }
  const { remedy, why } = instructions
  return `Instructions were not counted: ${why}${remedy === undefined ? '' : `; ${remedy} adds them`}.`
}
