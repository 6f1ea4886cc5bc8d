import { pickPageSize } from './page-size.js'
import type { UnmapPath } from './paths.js'

/** A page a call, as before the series. */
export const unmapPageByPage: UnmapPath = (domain, iova, size) => {
  const { driver, gather, pgsizeBitmap, probe } = domain
  let done = 0
  while (done < size) {
    const at = iova + done
    const pgsize = pickPageSize(pgsizeBitmap, at, at, size - done)
    COUNT: probe.driverCall('unmap_pages', at, pgsize, 1)
    const unmapped = driver.unmapPages(at, pgsize, 1, gather)
    if (unmapped === 0) break
    done += unmapped
  }
  return done
}
