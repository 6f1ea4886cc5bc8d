import { pickPageRun } from './page-size.js'
import type { MapPath } from './paths.js'

/** A run of equal pages a call; the table maps up to its end and the core continues from there (ca073b55d16a). */
export const mapRuns: MapPath = (domain, iova, paddr, size, prot) => {
  const { driver, mapped, pgsizeBitmap, probe, run } = domain
  mapped.bytes = 0
  while (mapped.bytes < size) {
    const at = iova + mapped.bytes
    const to = paddr + mapped.bytes
    pickPageRun(pgsizeBitmap, at, to, size - mapped.bytes, run)
    COUNT: probe.driverCall('map_pages', at, run.pgsize, run.count)
    const error = driver.mapPages(at, to, run.pgsize, run.count, prot, mapped)
    if (error !== 0) return error
  }
  return 0
}
