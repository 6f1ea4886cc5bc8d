import { type DomainConfig, formatSize } from '../contract/index.js'
import type { Format } from './formats/format.js'

/** Why a page table of this format cannot be made for a domain, in words; `undefined` where it can. */
export function domainProblem(
  { ias, maxTables = 1, oas, pgsizeBitmap }: DomainConfig,
  { granuleShift, leafSizes, maxIas, maxOas, name }: Format,
): string | undefined {
  if (ias <= granuleShift || ias > maxIas) {
    return `ias ${ias}: ${name} takes more than ${granuleShift} bits and at most ${maxIas}`
  }
  if (oas <= granuleShift || oas > maxOas) {
    return `oas ${oas}: ${name} takes more than ${granuleShift} bits and at most ${maxOas}`
  }
  const sizes = sizesOf(pgsizeBitmap)
  if (sizes.length === 0) return 'pgsizeBitmap holds no page size'
  const leaves = sizesOf(leafSizes)
  const strange = sizes.filter((size) => !leaves.includes(size))
  if (strange.length > 0) {
    return `pgsizeBitmap holds ${inWords(strange)}; ${name} has leaves of ${inWords(leaves)} alone`
  }
  // Then no leaf is in a level above the root's.
  const beyond = sizes.filter((size) => size >= 2 ** ias)
  if (beyond.length > 0) return `pgsizeBitmap holds ${inWords(beyond)}, beyond ias ${ias}`
  if (maxTables < 1) return 'maxTables is less than 1'
  return undefined
}

/** The page sizes of a bitmap, which may be wider than what bit operations take. */
function sizesOf(bitmap: number): number[] {
  const sizes = Array.from({ length: 53 }, (_, bit) => 2 ** bit)
  return sizes.filter((size) => Math.floor(bitmap / size) % 2 === 1)
}

function inWords(sizes: readonly number[]): string {
  return sizes.map(formatSize).join(', ')
}
