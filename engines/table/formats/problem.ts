/** What problems of formats are put in words with. */
import { formatSize } from '../../contract/index.js'
import type { Format, Geometry } from './format.js'

/** A field, and behind its name what is wrong with its value. */
export type Problem = [field: keyof Format, message: string]

export function* overlap(
  field: keyof Format,
  call: string,
  value: number,
  address: number,
): Generator<Problem> {
  const both = value & address
  if (both !== 0) yield [field, `${call}${hex(value)} overlaps bits of the address: ${hex(both)}`]
}

export function spanOf({ bitsPerLevel, granuleShift, lastLevel }: Geometry, level: number): number {
  return 2 ** (granuleShift + bitsPerLevel * (lastLevel - level))
}

export function listed(sizes: readonly number[]): string {
  return sizes.map(formatSize).join(', ')
}

export function hex(word: number): string {
  return `0x${(word >>> 0).toString(16)}`
}
