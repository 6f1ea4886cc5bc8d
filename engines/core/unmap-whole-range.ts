import type { UnmapPath } from './paths.js'

/** The whole operation in one call (99fb8afa16ad). */
export const unmapWholeRange: UnmapPath = (domain, iova, size) => {
  const { driver, gather, probe } = domain
  COUNT: probe.driverCall('unmap_range', iova, 0, size)
  return driver.unmapRange(iova, size, gather)
}
