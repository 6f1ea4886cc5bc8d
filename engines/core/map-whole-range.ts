import type { MapPath } from './paths.js'

/** The whole operation in one call: the driver's table picks the page sizes itself (d6c65b0fd621). */
export const mapWholeRange: MapPath = (domain, iova, paddr, size, prot) => {
  const { driver, mapped, probe } = domain
  mapped.bytes = 0
  COUNT: probe.driverCall('map_range', iova, 0, size)
  return driver.mapRange(iova, paddr, size, prot, mapped)
}
