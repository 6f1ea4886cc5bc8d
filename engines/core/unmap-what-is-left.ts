import type { UnmapPath } from './paths.js'

/**
 * The whole byte size is handed to the driver, and again what it left, as it was before
 * "iommu: Split iommu_unmaps" (bd13969b9524): the core cut maps by page size, but not unmaps.
 */
export const unmapWhatIsLeft: UnmapPath = (domain, iova, size) => {
  const { driver, gather, probe } = domain
  let done = 0
  while (done < size) {
    COUNT: probe.driverCall('unmap_range', iova + done, 0, size - done)
    const unmapped = driver.unmapRange(iova + done, size - done, gather)
    if (unmapped === 0) break
    done += unmapped
  }
  return done
}
