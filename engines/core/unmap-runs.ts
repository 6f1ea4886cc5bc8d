import { pickPageRun } from './page-size.js'
import type { UnmapPath } from './paths.js'

/** A run of equal pages a call; the table clears up to its end and the core continues from there (b1d99dc5f983). */
export const unmapRuns: UnmapPath = (domain, iova, size) => {
  const { driver, gather, pgsizeBitmap, probe, run } = domain
  let done = 0
  while (done < size) {
    const at = iova + done
    pickPageRun(pgsizeBitmap, at, at, size - done, run)
    COUNT: probe.driverCall('unmap_pages', at, run.pgsize, run.count)
    const unmapped = driver.unmapPages(at, run.pgsize, run.count, gather)
    if (unmapped === 0) break
    done += unmapped
  }
  return done
}
