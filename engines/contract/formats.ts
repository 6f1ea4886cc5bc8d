/** Page-table formats by their ids: what they are called, and whose code a kernel tree has for them. */
import { FORMATS, type OwnFormat } from './vocabulary.js'

const BY_NAME: ReadonlyMap<string, { words: string }> = new Map(Object.entries(FORMATS))

/** `VT-d second stage` for `vtd-ss`; a format that nobody knows keeps its id. */
export function formatWords(format: string): string {
  return BY_NAME.get(format)?.words ?? format
}

/** Ids of the formats that walkers of our own have, in the vocabulary's order. */
export const OWN_FORMATS: readonly OwnFormat[] = Object.entries(FORMATS).flatMap(
  ([name, { own }]) => (own ? [name as OwnFormat] : []),
)

/** The page-table libraries of a kernel tree. */
export type Library = 'io-pgtable-arm' | 'generic_pt'

/**
 * Whose code a kernel tree has for a format: io-pgtable-arm the ARM LPAE ones, generic_pt all others,
 * those that a later version adds among them.
 */
export function libraryOf(format: string): Library {
  return isArmLpae(format) ? 'io-pgtable-arm' : 'generic_pt'
}

export function isArmLpae(format: string): boolean {
  return format.startsWith('arm-lpae')
}
