/**
 * What an address space holds, as regions: leaves that follow each other in iova and in physical
 * memory are one. So two tables are compared by what they translate, whatever their leaves are.
 */

import type { Session } from '../../../engines/contract/index.js'
import { describeTranslation, formatAddress, formatSize } from '../../../engines/index.js'
import { Violation } from './case.js'

/** `size` bytes from `iova` on lead to as many from `paddr` on. */
export interface Region {
  iova: number
  paddr: number
  size: number
}

/** Bytes of them all. */
export function bytesOf(parts: ReadonlyArray<{ size: number }>): number {
  return parts.reduce((sum, { size }) => sum + size, 0)
}

/** The leaves of a session, in the order in which it lists them. */
export function leavesOf(session: Session): Region[] {
  const leaves: Region[] = []
  session.leaves((iova, paddr, size) => leaves.push({ iova, paddr, size }))
  return leaves
}

/** The leaves of a session, joined as it lists them: an engine may have one for each 4K. */
export function regionsOf(session: Session): Region[] {
  const regions: Region[] = []
  let last: Region | undefined
  session.leaves((iova, paddr, size) => {
    if (last !== undefined && last.iova + last.size === iova && last.paddr + last.size === paddr) {
      last.size += size
    } else {
      last = { iova, paddr, size }
      regions.push(last)
    }
  })
  return joined(regions)
}

/** @throws Violation where leaves are out of order, overlap, or are not aligned to their size. */
export function checkLeaves(leaves: readonly Region[]): void {
  let end = 0
  for (const leaf of leaves) {
    if (leaf.iova < end)
      throw new Violation(`${regionText(leaf)} begins before the leaf before it ends`)
    if (leaf.iova % leaf.size !== 0 || leaf.paddr % leaf.size !== 0) {
      throw new Violation(`${regionText(leaf)} is not aligned to its size`)
    }
    end = leaf.iova + leaf.size
  }
}

/** Sorts regions and joins those that follow each other. */
export function joined(regions: readonly Region[]): Region[] {
  const result: Region[] = []
  for (const region of [...regions].sort((a, b) => a.iova - b.iova)) {
    const last = result.at(-1)
    if (
      last !== undefined &&
      last.iova + last.size === region.iova &&
      last.paddr + last.size === region.paddr
    ) {
      last.size += region.size
    } else {
      result.push({ ...region })
    }
  }
  return result
}

/** `regions` without `[iova, iova + size)`. */
export function without(regions: readonly Region[], iova: number, size: number): Region[] {
  const end = iova + size
  return regions.flatMap((region) => {
    const regionEnd = region.iova + region.size
    const before = Math.max(0, Math.min(regionEnd, iova) - region.iova)
    const behind = Math.max(0, regionEnd - Math.max(region.iova, end))
    if (before + behind >= region.size) return [region]
    const parts = [
      { ...region, size: before },
      { iova: regionEnd - behind, paddr: region.paddr + region.size - behind, size: behind },
    ]
    return parts.filter((part) => part.size > 0)
  })
}

/** How two sets of joined regions differ, in words; `undefined` where they do not. */
export function differenceOf(
  expected: readonly Region[],
  found: readonly Region[],
): string | undefined {
  for (let at = 0; at < Math.max(expected.length, found.length); at++) {
    const should: Region | undefined = expected[at]
    const does: Region | undefined = found[at]
    if (should === undefined) return `${regionText(does)} should not be there`
    if (does === undefined) return `${regionText(should)} is missing`
    if (should.iova !== does.iova || should.paddr !== does.paddr || should.size !== does.size) {
      return `there is ${regionText(does)} instead of ${regionText(should)}`
    }
  }
  return undefined
}

/** Where `iova` should lead. */
export function translationIn(regions: readonly Region[], iova: number): number | undefined {
  const region = regions.find((one) => iova >= one.iova && iova < one.iova + one.size)
  return region && region.paddr + (iova - region.iova)
}

/** Says where a session leads `iova`, in words, where that is elsewhere than to `expected`. */
export function wrongTranslation(
  session: Session,
  iova: number,
  expected: number | undefined,
): string | undefined {
  const found = session.translate(iova)
  if (found === expected) return undefined
  return `iova ${formatAddress(iova)} leads to ${describeTranslation(found)} instead of ${describeTranslation(expected)}`
}

/** @throws Violation where a session leads `iova` elsewhere than to `expected`. */
export function checkTranslation(
  session: Session,
  iova: number,
  expected: number | undefined,
): void {
  const wrong = wrongTranslation(session, iova, expected)
  if (wrong !== undefined) throw new Violation(wrong)
}

function regionText({ iova, paddr, size }: Region): string {
  return `${formatSize(size)} at ${formatAddress(iova)} leading to ${formatAddress(paddr)}`
}
