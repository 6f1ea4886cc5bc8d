import { pickPageSize } from './page-size.js'
import type { MapPath } from './paths.js'

/** A page a call, as before the series. */
export const mapPageByPage: MapPath = (domain, iova, paddr, size, prot) => {
  const { driver, mapped, pgsizeBitmap, probe } = domain
  mapped.bytes = 0
  while (mapped.bytes < size) {
    const at = iova + mapped.bytes
    const to = paddr + mapped.bytes
    const pgsize = pickPageSize(pgsizeBitmap, at, to, size - mapped.bytes)
    COUNT: probe.driverCall('map_pages', at, pgsize, 1)
    const error = driver.mapPages(at, to, pgsize, 1, prot, mapped)
    if (error !== 0) return error
  }
  return 0
}
