import type { IommuDomain } from './domain.js'

/**
 * Cuts a map into driver calls. Returns 0 or a negated errno; `domain.mapped.bytes` says how far
 * it came, whether it failed or not.
 */
export type MapPath = (
  domain: IommuDomain,
  iova: number,
  paddr: number,
  size: number,
  prot: number,
) => number

/** Cuts an unmap into driver calls. Returns the bytes unmapped: fewer than `size` at a hole. */
export type UnmapPath = (domain: IommuDomain, iova: number, size: number) => number
