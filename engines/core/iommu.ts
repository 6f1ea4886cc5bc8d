/** `iommu_map()` and `iommu_unmap()`: what a caller of the core sees. */
import { EINVAL, ERANGE } from '../contract/index.js'
import type { IommuDomain } from './domain.js'
import type { MapPath, UnmapPath } from './paths.js'

/**
 * Maps `size` bytes. Returns 0; -EINVAL or -ERANGE for bad arguments, looked at as a whole before
 * anything is done; or a negated errno after what had been mapped was unmapped again:
 * the page table returns the partial mapping and its caller, the core, rolls it back.
 */
export function iommuMap(
  domain: IommuDomain,
  mapPath: MapPath,
  unmapPath: UnmapPath,
  iova: number,
  paddr: number,
  size: number,
  prot: number,
): number {
  if (((iova | paddr | size) & domain.alignmentMask) !== 0) return -EINVAL
  if (iova + size > domain.iovaEnd || paddr + size > domain.paddrEnd) return -ERANGE
  if (size === 0) return 0
  const error = mapPath(domain, iova, paddr, size, prot)
  if (error !== 0) iommuUnmap(domain, unmapPath, iova, domain.mapped.bytes)
  return error
}

/** Unmaps `size` bytes and waits for the invalidations unless the domain is lazy. Returns the bytes unmapped. */
export function iommuUnmap(
  domain: IommuDomain,
  unmapPath: UnmapPath,
  iova: number,
  size: number,
): number {
  if (((iova | size) & domain.alignmentMask) !== 0 || iova + size > domain.iovaEnd) return 0
  const { driver, gather } = domain
  gather.start(!domain.strict)
  // The shortest flush queue there is: it holds one unmap, so that counts do not depend on the past.
  if (!domain.strict) driver.flushQueue()
  const unmapped = size === 0 ? 0 : unmapPath(domain, iova, size)
  if (domain.strict) driver.iotlbSync(gather)
  COUNT: domain.probe.unmapped(unmapped)
  return unmapped
}
