import { type DomainConfig, formatSize, InputError, sizesIn } from '../contract/index.js'
import type { Geometry } from './formats/format.js'

/** Why a page table of this format cannot be made for a domain, in words; `undefined` where it can. */
export function domainProblem(
  { coherent, ias, maxTables = 1, oas, pgsizeBitmap }: DomainConfig,
  geometry: Geometry,
): string | undefined {
  const {
    coherentOnly,
    contiguousSizes = 0,
    granuleShift,
    leafSizes,
    maxIas,
    maxOas,
    name,
  } = geometry
  if (ias <= granuleShift || ias > maxIas) {
    return `ias ${ias}: ${name} takes more than ${granuleShift} bits and at most ${maxIas}`
  }
  if (oas <= granuleShift || oas > maxOas) {
    return `oas ${oas}: ${name} takes more than ${granuleShift} bits and at most ${maxOas}`
  }
  const sizes = sizesIn(pgsizeBitmap)
  if (sizes.length === 0) return 'pgsizeBitmap holds no page size'
  const leaves = sizesIn(leafSizes | contiguousSizes)
  const strange = sizes.filter((size) => !leaves.includes(size))
  if (strange.length > 0) {
    return `pgsizeBitmap holds ${inWords(strange)}; ${name} only has leaves of ${inWords(leaves)}`
  }
  // What lies beside a contiguous leaf, in a run or a buffer, is of its entries' size.
  const entries = sizesIn(leafSizes)
  const entryOf = (size: number) => entries.findLast((one) => one <= size) ?? size
  const alone = sizes.find((size) => !sizes.includes(entryOf(size)))
  if (alone !== undefined) {
    const entry = formatSize(entryOf(alone))
    return `pgsizeBitmap holds ${formatSize(alone)} without ${entry}, the size of its entries`
  }
  // Then no leaf is in a level above the root's.
  const beyond = sizes.filter((size) => size >= 2 ** ias)
  if (beyond.length > 0) return `pgsizeBitmap holds ${inWords(beyond)}, beyond ias ${ias}`
  if (maxTables < 1) return 'maxTables is less than 1'
  if (!coherent && coherentOnly !== undefined)
    return `a walker that is not coherent: ${coherentOnly}`
  return undefined
}

/** @throws InputError for a domain that the format cannot express: a session would map less than it says. */
export function requireDomain(config: DomainConfig, format: Geometry): void {
  const problem = domainProblem(config, format)
  if (problem !== undefined) throw new InputError(problem)
}

function inWords(sizes: readonly number[]): string {
  return sizes.map(formatSize).join(', ')
}
